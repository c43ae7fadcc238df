// Two Content-Length headers: the true one, and one that differs by this much.
#pragma once

#include "mock_server/faults/kinds/wrong_content_length.hpp"

namespace everstrike::mock_server {

struct DoubleContentLength {
  static constexpr FaultRow kRow = {"double_content_length",
                                    "two of them, the second of which lies"};

  std::int64_t difference = 1;

  void read(FaultReader& reader) { read_difference(difference, reader); }
  void write(auto& json) const { write_difference(difference, json); }
  void apply(const Moment&, Answer& shaped) const {
    const std::size_t whole = shaped.reply.body.size();
    shaped.declare_length(whole);
    shaped.declare_length(shifted(whole, difference));
    shaped.end_early();
  }
};

}  // namespace everstrike::mock_server
