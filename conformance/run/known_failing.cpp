#include "conformance/run/known_failing.hpp"

#include <algorithm>
#include <set>

#include "command_line/one_line.hpp"
#include "mock_server/faults/rule.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::conformance {
namespace {

// "<rule> <API key>" matches a rule with a pattern that means this key.
bool is_about(const KnownFailure& known, std::string_view id) {
  const std::size_t blank = std::min(id.find(' '), id.size());
  const std::string_view key = id.substr(std::min(blank + 1, id.size()));
  return id.substr(0, blank) == known.id &&
         (known.key_pattern.empty() || mock_server::matches_pattern(known.key_pattern, key));
}

void apply_rule(const KnownFailure& known, RunResult& run) {
  bool has_failed = false;
  bool was_judged = false;
  for (CaseResult& one : run.cases) {
    const std::string rule = one.id.substr(0, one.id.find(' '));
    was_judged = was_judged || (rule == known.id && one.verdict != Verdict::skipped);
    if (one.verdict != Verdict::fail && one.verdict != Verdict::known_failing) continue;
    if (!is_about(known, one.id)) continue;
    has_failed = true;
    one.verdict = Verdict::known_failing;
    one.known_failing_reason = known.reason;
  }
  if (has_failed || !was_judged) return;
  run.stale.push_back(
      command_line::one_line(known.id) +
      (known.key_pattern.empty() ? "" : " " + command_line::one_line(known.key_pattern)) +
      ": nothing was found");
}

// take_key_pattern cuts a line's first part into rule and pattern.
void take_key_pattern(KnownFailure& one) {
  const std::size_t blank = one.id.find_first_of(" \t");
  if (blank == std::string::npos) return;
  one.key_pattern = signing::trimmed(std::string_view(one.id).substr(blank));
  one.id.resize(blank);
}

}  // namespace

Expected<std::vector<KnownFailure>, std::string> parse_known_failing(std::string_view text,
                                                                     const std::string& source_name,
                                                                     KnownBy by) {
  std::vector<KnownFailure> list;
  std::set<std::string> ids;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++number;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = signing::trimmed(text.substr(at, end - at));
    at = end + 1;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t mark = std::min(line.find('#'), line.size());
    KnownFailure one{std::string(signing::trimmed(line.substr(0, mark))),
                     std::string(signing::trimmed(line.substr(std::min(mark + 1, line.size())))),
                     number, by};
    if (by == KnownBy::rule) take_key_pattern(one);
    const std::string place = source_name + ":" + std::to_string(number) + ": ";
    if (one.id.find_first_of(" \t*?") != std::string::npos) {
      return Unexpected<std::string>(place +
                                     (by == KnownBy::rule
                                          ? "expected a rule, perhaps a pattern of API keys, then"
                                          : "expected one case id, then") +
                                     " \"# reason\"");
    }
    if (one.reason.empty()) {
      return Unexpected<std::string>(place + "expected \"# reason\" after the id");
    }
    if (!ids.insert(one.id + " " + one.key_pattern).second) {
      return Unexpected<std::string>(place + (by == KnownBy::rule ? "this rule" : "this case") +
                                     " is listed already");
    }
    one.reason = command_line::one_line(one.reason);
    list.push_back(std::move(one));
  }
  return list;
}

void apply_known_failing(const std::vector<KnownFailure>& list, const CaseNames& all,
                         RunResult& run) {
  for (const KnownFailure& known : list) {
    const auto exists = std::any_of(all.begin(), all.end(),
                                    [&](const CaseName& one) { return one.id == known.id; });
    if (!exists) {
      run.stale.push_back(command_line::one_line(known.id) + ": there is no such " +
                          (known.by == KnownBy::rule ? "rule" : "case"));
      continue;
    }
    if (known.by == KnownBy::rule) {
      apply_rule(known, run);
      continue;
    }
    const auto found = std::find_if(run.cases.begin(), run.cases.end(),
                                    [&](const CaseResult& one) { return one.id == known.id; });
    if (found == run.cases.end()) continue;  // not selected this time
    found->known_failing_reason = known.reason;
    if (found->verdict == Verdict::fail) {
      found->verdict = Verdict::known_failing;
    } else if (found->verdict == Verdict::pass || found->verdict == Verdict::lenient) {
      run.stale.push_back(known.id + ": passes");
    }
  }
}

}  // namespace everstrike::conformance
