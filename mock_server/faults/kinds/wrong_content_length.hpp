// Declares more or less bytes than the body has, then ends the connection.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

// How far a Content-Length is from the truth: the member "more" or "less".
void read_difference(std::int64_t& difference, FaultReader& reader);
void write_difference(std::int64_t difference, auto& json) {
  json[difference < 0 ? "less" : "more"] = difference < 0 ? -difference : difference;
}
// shifted gives what is declared of so many bytes, never less than 0.
[[nodiscard]] std::size_t shifted(std::size_t bytes, std::int64_t difference);

struct WrongContentLength {
  static constexpr FaultRow kRow = {"wrong_content_length",
                                    "a Content-Length that lies, then the end"};

  std::int64_t difference = 1;

  void read(FaultReader& reader) { read_difference(difference, reader); }
  void write(auto& json) const { write_difference(difference, json); }
  void apply(const Moment&, Answer& shaped) const {
    shaped.declare_length(shifted(shaped.reply.body.size(), difference));
    shaped.end_early();
  }
};

}  // namespace everstrike::mock_server
