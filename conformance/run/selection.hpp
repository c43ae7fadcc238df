// Which cases are to run: ids, globs, levels, exceptions, a revision of the suite. What names
// nothing is an error, so that a misspelt pattern never looks like success.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/run/case.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct Selection {
  std::vector<std::string> patterns;  // empty: all
  std::vector<std::string> skip;
  std::optional<std::vector<std::string>> only;  // of those, these ids; what is no case is left out
  std::optional<Level> level;                    // only cases of this level and of stricter ones
  int suite_revision = kSuiteRevision;
};

// What selection and lists of known failures need to know of a case of any suite.
struct CaseName {
  std::string id;
  Level level = Level::must;
  int first_revision = 1;  // of those that have it in this form
  int last_revision = std::numeric_limits<int>::max();
};
using CaseNames = std::vector<CaseName>;

// names_of gives those of a suite's cases.
template <class One>
[[nodiscard]] CaseNames names_of(const std::vector<One>& suite) {
  CaseNames names;
  for (const One& one : suite) {
    CaseName name{.id = one.id};
    if constexpr (requires { one.level; }) name.level = one.level;
    if constexpr (requires { one.since_revision; }) name.first_revision = one.since_revision;
    if constexpr (requires { one.form_until; }) {
      name.first_revision = std::max(one.since_revision, one.form_since);
      name.last_revision = one.form_until;
    }
    names.push_back(std::move(name));
  }
  return names;
}

// chosen_places gives the places of the chosen cases in `all`; the error is one line. May give none
// (a level that has no case among those): that is for the caller to report.
[[nodiscard]] Expected<std::vector<std::size_t>, std::string> chosen_places(
    const CaseNames& all, const Selection& selection);

// select gives the chosen cases themselves, in the suite's order.
template <class One>
[[nodiscard]] Expected<std::vector<One>, std::string> select(const std::vector<One>& suite,
                                                             const Selection& selection) {
  const auto places = chosen_places(names_of(suite), selection);
  if (!places) return Unexpected<std::string>(places.error());
  std::vector<One> chosen;
  for (const std::size_t place : *places) chosen.push_back(suite[place]);
  return chosen;
}

// names_case says whether a pattern means a case: its id, a glob ("*", "?"), or its first parts
// ("sign", "sign/enc").
[[nodiscard]] bool names_case(std::string_view pattern, std::string_view id);

[[nodiscard]] std::optional<Level> level_of_text(std::string_view text);

}  // namespace everstrike::conformance
