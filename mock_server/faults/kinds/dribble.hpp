// Sends the answer, headers too, at a rate of so many bytes a second.
#pragma once

#include <algorithm>

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct Dribble {
  static constexpr FaultRow kRow = {"dribble", "the answer, headers too, at that rate"};

  std::uint64_t bytes_per_second = 1;  // at least 1

  void read(FaultReader& reader) {
    read_whole(reader, "bytes_per_second", {1, 1'000'000'000}, bytes_per_second,
               json::Presence::required);
  }
  void write(auto& json) const { json["bytes_per_second"] = bytes_per_second; }
  void apply(const Moment&, Answer& shaped) const {
    shaped.plan.bytes_per_second = std::max<std::uint64_t>(1, bytes_per_second);
  }
};

}  // namespace everstrike::mock_server
