#include "conformance/report/compare.hpp"

#include <map>

#include "conformance/report/fix_first.hpp"
#include "conformance/report/markdown.hpp"
#include "conformance/report/summary.hpp"

namespace everstrike::conformance {
namespace {

bool is_good(const CaseResult& one) {
  return one.verdict == Verdict::pass || one.verdict == Verdict::lenient;
}
bool is_bad(const CaseResult& one) {
  return one.verdict == Verdict::fail || one.verdict == Verdict::known_failing;
}

using ById = std::map<std::string, const CaseResult*>;

ById by_id(const RunResult& run) {
  ById cases;
  for (const CaseResult& one : run.cases) cases.emplace(one.id, &one);
  return cases;
}

const CaseResult* find(const ById& cases, const std::string& id) {
  const auto found = cases.find(id);
  return found == cases.end() ? nullptr : found->second;
}

// Why a run says nothing about its cases as a whole; empty when it does.
std::string came_to_nothing(const RunResult& run) {
  switch (run.problem) {
    case RunProblem::none:
    case RunProblem::stale_known_failing:
      return run.cases.empty() ? "it holds no case" : "";
    case RunProblem::interrupted:
    case RunProblem::nothing_selected:
    case RunProblem::never_started:
    case RunProblem::never_connected:
      break;
  }
  return problem_line(run);
}

void place(const Change& change, bool strict, Comparison& found) {
  const CaseResult& before = *change.before;
  const CaseResult& now = *change.now;
  if (is_good(before) && now.verdict == Verdict::fail && counts_against(now, strict)) {
    found.regressions.push_back(change);
  } else if (is_bad(before) && is_good(now)) {
    found.mended.push_back(change);
  } else if (before.verdict == now.verdict) {
    ++found.same;
  } else if ((is_good(before) || is_bad(before)) && !is_good(now) && !is_bad(now)) {
    found.no_verdict.push_back(change);
  } else {
    found.other.push_back(change);
  }
}

std::string revisions(const RunResult& before, const RunResult& now, const Comparison& found) {
  const std::string own = std::to_string(now.suite_revision);
  if (before.suite_revision == now.suite_revision) return "revision " + own;
  return "revision " + std::to_string(before.suite_revision) + " before and " + own +
         " now: only the cases of both are compared, " + times(found.left_out, "case") +
         " left out";
}

std::string cell(const CaseResult* one) {
  return one == nullptr ? "–" : std::string(verdict_text(one->verdict));
}

void table(std::string& out, const std::string& title, const std::vector<Change>& changes) {
  if (changes.empty()) return;
  out += "### " + title +
         "\n\n| case | level | before | now | mistake | reason |\n"
         "| --- | --- | --- | --- | --- | --- |\n";
  for (const Change& change : changes) {
    const CaseResult& told = change.now != nullptr ? *change.now : *change.before;
    out += "| " + inline_text(told.id) + " | " + std::string(level_text(told.level)) + " | " +
           cell(change.before) + " | " + cell(change.now) + " | " + inline_text(told.mistake) +
           " | " + inline_text(told.reason) + " |\n";
  }
  out += "\n";
}

}  // namespace

Expected<Comparison, std::string> compare(const RunResult& before, const RunResult& now) {
  if (before.suite != now.suite) {
    return Unexpected<std::string>("a run of the suite " + before.suite + " and one of the suite " +
                                   now.suite + " can't be compared");
  }
  for (const RunResult* run : {&before, &now}) {
    const std::string why = came_to_nothing(*run);
    if (why.empty()) continue;
    return Unexpected<std::string>(std::string(run == &now ? "the new" : "the old") +
                                   " run can't be compared: " + why);
  }
  Comparison found;
  const bool same_revision = before.suite_revision == now.suite_revision;
  const ById old_cases = by_id(before);
  const ById new_cases = by_id(now);
  for (const CaseResult& one : now.cases) {
    const CaseResult* old = find(old_cases, one.id);
    if (old != nullptr) {
      place({old, &one}, now.strict, found);
    } else if (!same_revision) {
      ++found.left_out;
    } else if (is_bad(one)) {
      found.new_failing.push_back({nullptr, &one});
    } else {
      ++found.new_others;
    }
  }
  for (const CaseResult& one : before.cases) {
    if (find(new_cases, one.id) != nullptr) continue;
    if (same_revision) {
      found.missing.push_back({&one, nullptr});
    } else {
      ++found.left_out;
    }
  }
  return found;
}

std::string compare_markdown(const RunResult& before, const RunResult& now,
                             const Comparison& found) {
  const bool is_worse = !found.regressions.empty();
  std::string out = "## " + std::string(is_worse ? "❌ " : "✅ ") +
                    (is_worse ? times(found.regressions.size(), "regression") : "no regression") +
                    " in " + inline_text(now.subject_name.empty() ? "client" : now.subject_name) +
                    " (suite " + inline_text(now.suite) + ", " + revisions(before, now, found) +
                    ")\n\n";
  out += "before: " + summary_line(summarize(before)) + " (" + utc_time(before.started_at_unix_ms) +
         "); now: " + summary_line(summarize(now)) + " (" + utc_time(now.started_at_unix_ms) +
         ")\n\n";
  if (before.strict != now.strict) {
    out += "Only one of the two runs is strict; what counts is what counts now.\n\n";
  }
  if (before.seed != now.seed) out += "The seeds differ: other ids, keys and secrets.\n\n";
  table(out, "Regressions", found.regressions);
  table(out, "Mended", found.mended);
  table(out, "New cases that fail", found.new_failing);
  table(out, "Missing", found.missing);
  table(out, "Not judged any more", found.no_verdict);
  table(out, "Changed otherwise", found.other);
  out += times(found.same, "case") + " as before";
  if (found.new_others > 0) out += ", " + times(found.new_others, "new case") + " that do not fail";
  return out + "\n";
}

}  // namespace everstrike::conformance
