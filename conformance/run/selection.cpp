#include "conformance/run/selection.hpp"

#include <algorithm>

#include "command_line/nearest_name.hpp"
#include "command_line/one_line.hpp"
#include "mock_server/faults/rule.hpp"

namespace everstrike::conformance {
namespace {

bool named_by_any(const std::vector<std::string>& patterns, std::string_view id) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return names_case(pattern, id); });
}

// The pattern that names no case, as an error.
std::optional<std::string> complaint(const CaseNames& all,
                                     const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    if (std::any_of(all.begin(), all.end(),
                    [&](const CaseName& one) { return names_case(pattern, one.id); })) {
      continue;
    }
    std::vector<std::string> ids;
    for (const CaseName& one : all) ids.push_back(one.id);
    const auto near = command_line::nearest_name(pattern, ids);
    return "no case is called \"" + command_line::one_line(pattern) + "\"" +
           (near ? ", did you mean " + *near + "?" : "; the list command shows all of them");
  }
  return std::nullopt;
}

}  // namespace

bool names_case(std::string_view pattern, std::string_view id) {
  if (mock_server::matches_pattern(pattern, id)) return true;
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  return !pattern.empty() && id.size() > pattern.size() && id.starts_with(pattern) &&
         id[pattern.size()] == '/';
}

Expected<std::vector<std::size_t>, std::string> chosen_places(const CaseNames& all,
                                                              const Selection& selection) {
  using Error = Unexpected<std::string>;
  if (selection.suite_revision < 1 || selection.suite_revision > kSuiteRevision) {
    return Error("there is no suite revision " + std::to_string(selection.suite_revision) +
                 ", the newest is " + std::to_string(kSuiteRevision));
  }
  if (auto wrong = complaint(all, selection.patterns)) return Error(std::move(*wrong));
  if (auto wrong = complaint(all, selection.skip)) return Error("--skip: " + *wrong);
  std::vector<std::size_t> chosen;
  for (std::size_t place = 0; place < all.size(); ++place) {
    const CaseName& one = all[place];
    if (one.first_revision > selection.suite_revision ||
        one.last_revision < selection.suite_revision) {
      continue;
    }
    if (!selection.patterns.empty() && !named_by_any(selection.patterns, one.id)) continue;
    if (named_by_any(selection.skip, one.id)) continue;
    if (selection.level && one.level > *selection.level) continue;
    if (selection.only && std::count(selection.only->begin(), selection.only->end(), one.id) == 0) {
      continue;
    }
    chosen.push_back(place);
  }
  return chosen;
}

std::optional<Level> level_of_text(std::string_view text) {
  for (const Level level : {Level::must, Level::should, Level::may}) {
    if (level_text(level) == text) return level;
  }
  return std::nullopt;
}

}  // namespace everstrike::conformance
