// Ends the connection in good order without a byte of an answer.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct CloseSilently {
  static constexpr FaultRow kRow = {"close_silently", "the end of the connection, without a byte"};

  void read(FaultReader&) {}
  void write(auto&) const {}
  void apply(const Moment&, Answer& shaped) const { shaped.cut(0, WireEnd::close); }
};

}  // namespace everstrike::mock_server
