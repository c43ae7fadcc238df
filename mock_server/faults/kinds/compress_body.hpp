// Compresses the body, whether the client asked for that or not. `deflate` is the format of zlib
// (RFC 1950), as HTTP says (RFC 9110, 8.4.1.2), not bare RFC 1951.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct CompressBody {
  static constexpr FaultRow kRow = {
      "compress_body", "the answer with its body compressed, and a header that says so"};
  enum class Coding { gzip, deflate };
  static constexpr json::Words<Coding, 2> kCodings = {
      {{"gzip", Coding::gzip}, {"deflate", Coding::deflate}}};

  Coding coding = Coding::gzip;
  bool only_if_asked = false;  // leaves answers alone whose request's Accept-Encoding lacks it

  void read(FaultReader& reader) {
    read_word(reader, "coding", kCodings, coding);
    only_if_asked = reader.flag_if_present("only_if_asked").value_or(false);
  }
  void write(auto& json) const {
    json["coding"] = json::word_of(coding, kCodings);
    if (only_if_asked) json["only_if_asked"] = true;
  }
  void apply(const Moment& moment, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
