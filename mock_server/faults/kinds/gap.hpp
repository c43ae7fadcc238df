// Loses a message of the feed: the stream goes on without it.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"
#include "mock_server/message/message_fate.hpp"

namespace everstrike::mock_server {

struct Gap {
  static constexpr FaultRow kRow = {"gap", "nothing: this message of the feed is lost"};

  void read(FaultReader&) {}
  void write(auto&) const {}
  void apply(const Moment&, Answer&) const {}
  [[nodiscard]] MessageFate fate() const { return {.kind = MessageFate::Kind::lost}; }
};

}  // namespace everstrike::mock_server
