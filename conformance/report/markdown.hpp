// A run as Markdown: a headline, the cases that need a look with all that is known of them, then
// every case as a row. Also GitHub's step summary, which is refused as a whole when it is too
// large, so the text is cut by whole rows and says what was left out.
#pragma once

#include <cstddef>
#include <string>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

struct MarkdownLimits {
  std::size_t bytes_max = 900'000;  // GitHub takes 1 MiB a step
};

[[nodiscard]] std::string markdown_report(const RunResult& run, MarkdownLimits limits = {});

}  // namespace everstrike::conformance
