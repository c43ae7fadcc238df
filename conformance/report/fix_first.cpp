#include "conformance/report/fix_first.hpp"

#include <algorithm>

#include "signing/diagnosis/catalogue/mistake.hpp"

namespace everstrike::conformance {
namespace {

// A signature that no known mistake gives has a name, and no explanation.
bool is_explained(const CaseResult& result) {
  return !result.mistake.empty() && result.mistake != "bad_signature";
}

std::vector<std::string> parts_of(const std::string& mistake) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= mistake.size();) {
    const std::size_t end = std::min(mistake.find('+', at), mistake.size());
    parts.push_back(mistake.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string remedy_for(const std::string& part, const CaseResult& result) {
  if (part == result.mistake) return result.remedy;
  const auto* row = diagnosis::find_mistake(part);
  return row == nullptr ? result.remedy : std::string(row->fix);
}

void add(std::vector<MistakeBehind>& mistakes, const std::string& part, const CaseResult& result,
         bool strict) {
  auto found = std::find_if(mistakes.begin(), mistakes.end(),
                            [&](const MistakeBehind& one) { return one.mistake == part; });
  if (found == mistakes.end()) {
    found = mistakes.insert(found, MistakeBehind{.mistake = part, .remedy = {}, .cases = {}});
  }
  if (found->remedy.empty()) found->remedy = remedy_for(part, result);
  found->cases.push_back(&result);
  found->counts = found->counts || counts_against(result, strict);
}

}  // namespace

const CaseResult& MistakeBehind::example() const {
  const auto found = std::find_if(cases.begin(), cases.end(),
                                  [](const CaseResult* one) { return !one->reproducers.empty(); });
  return found == cases.end() ? *cases.front() : **found;
}

std::string MistakeBehind::ids(std::size_t most) const {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, cases.size()); ++i) {
    text += (i == 0 ? "" : ", ") + cases[i]->id;
  }
  if (cases.size() > most) text += " and " + std::to_string(cases.size() - most) + " more";
  return text;
}

FixFirst fix_first(const RunResult& run) {
  FixFirst first;
  for (const CaseResult& result : run.cases) {
    if (result.verdict != Verdict::fail) continue;
    ++first.failures;
    if (!is_explained(result)) {
      first.unexplained.push_back(&result);
      continue;
    }
    for (const std::string& part : parts_of(result.mistake)) {
      add(first.mistakes, part, result, run.strict);
    }
  }
  std::stable_sort(first.mistakes.begin(), first.mistakes.end(), [](const auto& a, const auto& b) {
    return a.counts != b.counts ? a.counts : a.cases.size() > b.cases.size();
  });
  return first;
}

std::string times(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string fix_first_line(const FixFirst& first) {
  if (first.failures == 0) return "";
  std::string line = times(first.failures, "failure") + ": ";
  if (!first.mistakes.empty()) {
    line += times(first.mistakes.size(), "mistake") +
            (first.mistakes.size() == 1 ? " explains " : " explain ") +
            std::to_string(first.explained()) + ", ";
  }
  return line + std::to_string(first.unexplained.size()) +
         (first.unexplained.size() == 1 ? " is unexplained" : " are unexplained");
}

}  // namespace everstrike::conformance
