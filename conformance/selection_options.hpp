// The options that choose cases, alike for every suite, and what they choose.
#pragma once

#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "conformance/judge/known_failing.hpp"
#include "conformance/judge/selection.hpp"
#include "signing/expected.hpp"

namespace CLI {
class App;
}

namespace everstrike::conformance {

struct SelectionSettings {
  std::vector<std::string> patterns;
  std::vector<std::string> skip;
  std::string level;
  int suite_revision = kSuiteRevision;
};

// add_selection_options describes them to CLI11, bound to `selection`.
void add_selection_options(CLI::App& app, SelectionSettings& selection);

// select_cases chooses from `all`. What names nothing is an error.
[[nodiscard]] Expected<Cases, command_line::Error> select_cases(const Cases& all,
                                                                const SelectionSettings& settings);

// read_known_failing reads the list in `file`; "" is an empty list.
[[nodiscard]] Expected<std::vector<KnownFailure>, command_line::Error> read_known_failing(
    const std::string& file);

}  // namespace everstrike::conformance
