// Ends the connection inside the status line or the headers, after `keep` bytes.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct CutHeaders {
  static constexpr FaultRow kRow = {"cut_headers", "the end of the connection inside the head"};

  std::size_t keep = 0;

  void read(FaultReader& reader) {
    read_whole(reader, "keep", {1, kFaultBytesMax}, keep, json::Presence::required);
  }
  void write(auto& json) const { json["keep"] = keep; }
  void apply(const Moment&, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
