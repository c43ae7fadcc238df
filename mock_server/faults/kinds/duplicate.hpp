// Sends a message of the feed twice, one right after the other.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"
#include "mock_server/message/message_fate.hpp"

namespace everstrike::mock_server {

struct Duplicate {
  static constexpr FaultRow kRow = {"duplicate", "the message of the feed twice"};

  void read(FaultReader&) {}
  void write(auto&) const {}
  void apply(const Moment&, Answer&) const {}
  [[nodiscard]] MessageFate fate() const { return {.kind = MessageFate::Kind::doubled}; }
};

}  // namespace everstrike::mock_server
