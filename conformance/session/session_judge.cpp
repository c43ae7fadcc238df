#include "conformance/session/session_judge.hpp"

#include <algorithm>
#include <set>

#include "conformance/client/judge/case_result.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/run/ending.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::string_view kNoKey = "(no key)";
constexpr std::size_t kKeyBytes = 80;

AskedCase asked(const SessionRuleInfo& rule) {
  return {.id = std::string(rule.id),
          .level = rule.level,
          .does = std::string(rule.does),
          .expects = std::string(rule.expects),
          .provenance = rule.provenance,
          .reference = std::string(rule.reference)};
}

std::string numbers_of(const std::vector<SessionEvidence>& evidence) {
  std::string text = evidence.size() == 1 ? "entry " : "entries ";
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(evidence[i].extract.number);
  }
  return text;
}

// In one sentence with what else there is to say.
std::string times(std::uint64_t count) {
  if (count < 2) return "";
  return " (and " + std::to_string(count - 1) + (count == 2 ? " more time)" : " more times)");
}

}  // namespace

SessionJudge::SessionJudge(std::function<void(const Finding&)> tell)
    : tell_(std::move(tell)), findings_([this](Finding finding) { take(std::move(finding)); }) {
  findings_.on_doubt([this](std::string_view rule, std::string why) {
    doubts_.try_emplace(std::string(rule), std::move(why));
  });
}

void SessionJudge::add(const SessionEntry& entry) {
  const bool is_control = entry.entry.kind == mock_server::EntryKind::control;
  auto& last = last_numbers_[entry.source];
  if (entry.entry.number != 0) {
    if (entry.entry.number <= last) end(entry.source);
    last = entry.entry.number;
  }
  if (!is_control && entry.entry.method.empty()) {
    return count_left_out(1, "no HTTP request");
  }
  if (!is_control && !is_exchange_request(entry)) return;
  if (!is_control) {
    if (requests_++ == 0) first_ms_ = entry.entry.time_ms;
    last_ms_ = std::max(last_ms_, entry.entry.time_ms);
  }
  const SessionRequest request(entry);
  findings_.begin_request();
  for (const auto& rule : rules_) rule->look(request, findings_);
}

void SessionJudge::count_left_out(std::uint64_t count, const std::string& what) {
  if (count > 0) left_out_[what] += count;
}

void SessionJudge::take(Finding finding) {
  for (SessionEvidence& one : finding.evidence) one.extract.at_ms -= first_ms_;
  const std::string name =
      std::string(finding.rule) + '\n' + finding.mistake + '\n' + finding.api_key;
  if (const auto same = places_.find(name); same != places_.end()) {
    Found& found = found_[same->second];
    ++found.count;
    if (finding.level >= found.first.level) return;
    found.first = std::move(finding);
    if (tell_) tell_(found.first);
    return;
  }
  if (found_.size() >= kFindingsMax) {
    ++not_kept_;
    return;
  }
  places_.emplace(name, found_.size());
  found_.push_back({std::move(finding), 1});
  if (tell_) tell_(found_.back().first);
}

void SessionJudge::end(std::size_t source) {
  findings_.begin_request();
  for (const auto& rule : rules_) rule->end(source, findings_);
}

std::string SessionJudge::id_of(const Finding& finding) const {
  std::string key = finding.api_key.empty() ? std::string(kNoKey) : finding.api_key;
  if (key.size() > kKeyBytes) key = key.substr(0, kKeyBytes) + "…";
  return std::string(finding.rule) + " " + key;
}

CaseResult SessionJudge::result_of(const Found& found) const {
  const Finding& finding = found.first;
  CaseResult result = described(asked(*find_session_rule(finding.rule)));
  put(fail(finding.mistake, finding.sentence + times(found.count), finding.expected, finding.seen),
      result);
  result.id = id_of(finding);
  result.level = finding.level;
  if (!finding.remedy.empty()) result.remedy = finding.remedy;
  for (const SessionEvidence& one : finding.evidence) {
    result.evidence += one.line() + "\n";
    result.journal.push_back(one.extract);
  }
  if (!finding.proof.empty()) result.evidence += "proof: " + finding.proof + "\n";
  return result;
}

std::string SessionJudge::what_was_not_judged() const {
  std::string text;
  const auto add = [&](const std::string& what) { text += (text.empty() ? "" : "; ") + what; };
  for (const auto& [rule, why] : doubts_) add(why);
  for (const auto& [what, count] : left_out_) {
    add(std::to_string(count) + (count == 1 ? " entry was " : " entries were ") + what);
  }
  if (not_kept_ > 0) add(std::to_string(not_kept_) + " more findings were not kept");
  return text.empty() ? text : "not judged: " + text;
}

RunResult SessionJudge::finish(const std::string& suite) {
  for (const auto& [source, number] : last_numbers_) end(source);
  RunResult run = begin_run(suite);
  run.started_at_unix_ms = first_ms_;
  run.duration_ms = requests_ == 0 ? 0 : last_ms_ - first_ms_;
  run.not_judged = what_was_not_judged();
  if (requests_ == 0) {
    set_problem(run, RunProblem::nothing_selected,
                "nothing was judged: no request to the exchange was seen");
    return run;
  }
  std::set<std::string> ids;
  for (const SessionRuleInfo& rule : session_rule_infos()) {
    bool holds = true;
    for (const Found& found : found_) {
      if (found.first.rule != rule.id) continue;
      holds = false;
      run.cases.push_back(result_of(found));
      CaseResult& last = run.cases.back();
      // The same key with another mistake.
      const std::string id = last.id;
      for (int copy = 2; !ids.insert(last.id).second; ++copy) {
        last.id = id + "." + std::to_string(copy);
      }
    }
    if (!holds) continue;
    run.cases.push_back(described(asked(rule)));
    // Of lists that are too long the rest was judged.
    const auto doubt = doubts_.find(rule.id);
    const bool is_judged = doubt == doubts_.end() || rule.id.starts_with("outcome/");
    run.cases.back().verdict = is_judged ? Verdict::pass : Verdict::skipped;
    if (!is_judged) run.cases.back().reason = "not judged: " + doubt->second;
  }
  return run;
}

std::string finding_line(const Finding& finding) {
  return std::string(finding.rule) + " (" + std::string(level_text(finding.level)) + ") " +
         (finding.api_key.empty() ? std::string(kNoKey) : finding.api_key) + ": " +
         finding.mistake + ": " + finding.sentence + " [" + numbers_of(finding.evidence) + "]";
}

}  // namespace everstrike::conformance
