// A TCP RST after so many bytes of the answer, status line included; 0: before any. The one fault
// that a connection can meet before it has sent anything (phase at_accept).
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct ResetPeer {
  static constexpr FaultRow kRow = {"reset_peer", "a TCP RST, after so many bytes of the answer"};

  std::size_t after_bytes = 0;

  void read(FaultReader& reader) {
    read_whole(reader, "after_bytes", {0, kFaultBytesMax}, after_bytes);
  }
  void write(auto& json) const { json["after_bytes"] = after_bytes; }
  void apply(const Moment&, Answer& shaped) const { shaped.cut(after_bytes, WireEnd::reset); }
};

}  // namespace everstrike::mock_server
