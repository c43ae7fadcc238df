// Reads lines from one descriptor and writes an answer for each to another, in order. Works as a
// filter for files and as a peer that is asked line by line: whatever has been answered is written
// before the next read that might wait. Memory is bounded by the longest line.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "client/program/line_verbs.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

struct LineLimits {
  std::size_t line_bytes_max = 64U * 1024 * 1024;  // a longer line gets an error, and is skipped
};

struct LineTotals {
  std::size_t lines = 0;
  std::size_t errors = 0;
};

using LineHandler = std::function<LineAnswer(std::string_view line, std::size_t number)>;

// serve_lines returns at the end of input; a last line without newline counts. The error is one
// line that says whether reading or writing failed, and why.
[[nodiscard]] Expected<LineTotals, std::string> serve_lines(int in, int out,
                                                            const LineHandler& handler,
                                                            LineLimits limits = {});

}  // namespace everstrike::client
