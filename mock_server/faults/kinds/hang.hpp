// Sends so many bytes of the answer and then nothing, for as long as the client waits.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct Hang {
  static constexpr FaultRow kRow = {"hang",
                                    "so many bytes, then silence until the client gives up"};

  std::size_t after_bytes = 0;

  void read(FaultReader& reader) {
    read_whole(reader, "after_bytes", {0, kFaultBytesMax}, after_bytes);
  }
  void write(auto& json) const { json["after_bytes"] = after_bytes; }
  void apply(const Moment&, Answer& shaped) const { shaped.cut(after_bytes, WireEnd::hang); }
};

}  // namespace everstrike::mock_server
