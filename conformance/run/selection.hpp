// Which cases are to run: ids, globs, levels, exceptions, a revision of the suite. What names
// nothing is an error, so that a misspelt pattern never looks like success.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/run/case.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct Selection {
  std::vector<std::string> patterns;  // empty: all
  std::vector<std::string> skip;
  std::optional<Level> level;  // only cases of this level and of stricter ones
  int suite_revision = kSuiteRevision;
};

// select gives the cases, in the suite's order; the error is one line. May give none (a level
// that has no case among those): that is for the caller to report.
[[nodiscard]] Expected<Cases, std::string> select(const Cases& all, const Selection& selection);

// names_case says whether a pattern means a case: its id, a glob ("*", "?"), or its first parts
// ("sign", "sign/enc").
[[nodiscard]] bool names_case(std::string_view pattern, std::string_view id);

[[nodiscard]] std::optional<Level> level_of_text(std::string_view text);

}  // namespace everstrike::conformance
