// The options that choose cases, alike for every suite, and what they choose.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/error.hpp"
#include "conformance/run/selection.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct SelectionSettings {
  std::vector<std::string> patterns;
  std::vector<std::string> skip;
  std::string level;
  int suite_revision = kSuiteRevision;
};

// add_selection_options adds them, bound to `selection`.
void add_selection_options(command_line::Command& app, SelectionSettings& selection);

// add_known_failing_option adds --known-failing, bound to `file`; `what` names what is listed.
void add_known_failing_option(command_line::Command& app, std::string& file,
                              const std::string& what);

// select_cases chooses from `all`. What names nothing is an error.
[[nodiscard]] Expected<Cases, command_line::Error> select_cases(const Cases& all,
                                                                const SelectionSettings& settings);

// What selection and known-failing lists need to know of a case of any suite.
struct CaseName {
  std::string id;
  Level level = Level::must;
};
[[nodiscard]] Cases cases_named(const std::vector<CaseName>& names);

// select_from chooses those of a suite's own cases whose ids are chosen among `names`, in the
// suite's order.
template <class One>
[[nodiscard]] Expected<std::vector<One>, command_line::Error> select_from(
    const std::vector<One>& suite, const Cases& names, const SelectionSettings& settings) {
  const auto chosen = select_cases(names, settings);
  if (!chosen) return Unexpected<command_line::Error>(chosen.error());
  std::set<std::string_view> ids;
  for (const auto& one : *chosen) ids.insert(one.id);
  std::vector<One> out;
  for (const auto& one : suite) {
    if (ids.count(one.id) > 0) out.push_back(one);
  }
  return out;
}

}  // namespace everstrike::conformance
