// A run as Markdown: a headline, the cases that need a look with all that is known of them, then
// every case as a row. Also GitHub's step summary, which is refused as a whole when it is too
// large, so the text is cut by whole rows and says what was left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

struct MarkdownLimits {
  std::size_t bytes_max = 900'000;  // GitHub takes 1 MiB a step
};

// inline_text shows a stranger's text as itself in a sentence or a table's cell: no link, no
// mention, no HTML, no second cell.
[[nodiscard]] std::string inline_text(std::string_view text);

[[nodiscard]] std::string markdown_report(const RunResult& run, MarkdownLimits limits = {});

}  // namespace everstrike::conformance
