// A run as text for people at a terminal or in a CI log: what needs a look first in full, then a
// line for each group and one for all, and what the exit code means. Fits 80 columns, but for the
// line that repeats a case and the program that does it right, which are to be copied whole. A
// client's output stands behind "| " and can neither drive the terminal nor pass for a workflow
// command.
#pragma once

#include <cstddef>
#include <string>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

struct TerminalLook {
  bool colours = false;
  std::size_t width = 80;        // columns; at least 40 are used
  std::size_t details_max = 20;  // cases shown in full; the rest get a line each
};

[[nodiscard]] std::string terminal_report(const RunResult& run, TerminalLook look = {});

// progress_line is what stands on a terminal while cases run: "[12/98] 1 failed  outcome/503/02".
[[nodiscard]] std::string progress_line(std::size_t done, std::size_t total, std::size_t failed,
                                        const std::string& case_id, std::size_t width);

// wrapped breaks `text` at blanks (or within a word that is wider than a line) so that no line is
// wider than `width` columns; lines after the first begin with `indent` blanks. The first line is
// taken to begin in column `indent` too.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace everstrike::conformance
