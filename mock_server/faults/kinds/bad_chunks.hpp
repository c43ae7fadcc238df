// The body in chunks whose framing is wrong.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct BadChunks {
  static constexpr FaultRow kRow = {"bad_chunks", "chunked framing that is wrong"};
  enum class Kind {
    not_hex,    // a chunk size that is no hexadecimal number
    negative,   // "-1"
    overflow,   // a size beyond 64 bits
    too_large,  // a chunk that announces more bytes than come
    no_end,     // right chunks, and the closing one never comes
  };
  static constexpr json::Words<Kind, 5> kKinds = {{{"not_hex", Kind::not_hex},
                                                   {"negative", Kind::negative},
                                                   {"overflow", Kind::overflow},
                                                   {"too_large", Kind::too_large},
                                                   {"no_end", Kind::no_end}}};

  Kind kind = Kind::not_hex;

  void read(FaultReader& reader) { read_word(reader, "kind", kKinds, kind); }
  void write(auto& json) const { json["kind"] = json::word_of(kind, kKinds); }
  void apply(const Moment&, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
