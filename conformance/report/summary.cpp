#include "conformance/report/summary.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace everstrike::conformance {
namespace {

// 0 for what nobody needs to look at.
int gravity(const CaseResult& result, bool strict) {
  if (counts_against(result, strict)) {
    if (result.verdict == Verdict::broken) return 3;
    return result.level == Level::must ? 5 : 4;
  }
  if (result.verdict == Verdict::fail) return 2;
  return result.verdict == Verdict::lenient ? 1 : 0;
}

}  // namespace

Summary summarize(const RunResult& run) {
  Summary summary;
  summary.total = run.cases.size();
  for (const auto& result : run.cases) {
    ++summary.counts[static_cast<std::size_t>(result.verdict)];
    if (counts_against(result, run.strict)) ++summary.counts_against;
    if (result.verdict == Verdict::skipped && result.reason == kNeedsOwnProcess) {
      ++summary.need_own_process;
    }
  }
  return summary;
}

std::string summary_line(const Summary& summary) {
  constexpr std::array<std::string_view, kVerdicts.size()> kWords = {
      "passed", "lenient", "failed", "unsupported", "broken", "skipped", "known failing"};
  std::string line;
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (summary.counts[i] == 0) continue;
    if (!line.empty()) line += ", ";
    line += std::to_string(summary.counts[i]);
    line += ' ';
    line += kWords[i];
    if (kVerdicts[i] == Verdict::skipped && summary.need_own_process > 0) {
      line += " (" + std::to_string(summary.need_own_process) + " need a process of their own)";
    }
  }
  return line.empty() ? "no case ran" : line;
}

std::vector<const CaseResult*> worst_first(const RunResult& run) {
  std::vector<const CaseResult*> found;
  for (const auto& result : run.cases) {
    if (gravity(result, run.strict) > 0) found.push_back(&result);
  }
  std::stable_sort(found.begin(), found.end(), [&](const auto* a, const auto* b) {
    return gravity(*a, run.strict) > gravity(*b, run.strict);
  });
  return found;
}

std::string_view problem_slug(RunProblem problem) {
  constexpr std::string_view kSlugs[] = {"none",          "interrupted",     "nothing_selected",
                                         "never_started", "never_connected", "stale_known_failing"};
  return kSlugs[static_cast<int>(problem)];
}

std::string problem_line(const RunResult& run) {
  if (run.problem == RunProblem::none) return "";
  if (!run.problem_text.empty()) return run.problem_text;
  constexpr std::string_view kLines[] = {"",
                                         "the run was interrupted",
                                         "nothing was selected, so nothing ran",
                                         "the program under test could not be started",
                                         "the program under test never connected",
                                         "the list of known failures is stale"};
  return std::string(kLines[static_cast<int>(run.problem)]);
}

std::string ending_line(const RunResult& run) {
  const auto meaning = [&]() -> std::string {
    switch (run.exit_code) {
      case 0:
        return "all that is required holds";
      case 1:
        if (summarize(run).counts_against > 0) return "a case that counts failed";
        return run.stale.empty() ? "the run failed" : "the list of known failures is stale";
      case 2:
        return "usage or configuration";
      case 3:
        return "a failure of the judge or of its surroundings";
      case 4:
        return "the program under test never started, or never connected";
      case 5:
        return "nothing ran";
      case 130:
        return "interrupted";
      default:
        return "see docs/exit-codes.md";
    }
  };
  return "exit code " + std::to_string(run.exit_code) + ": " + meaning();
}

std::string headline(const CaseResult& result) {
  return result.reason.empty() ? "expected: " + result.expects : result.reason;
}

std::string sentence(const CaseResult& result) {
  if (result.does.empty() || result.expects.empty()) return result.does + result.expects;
  return result.does + ": " + result.expects;
}

std::string seconds(std::int64_t ms) {
  ms = std::max<std::int64_t>(ms, 0);
  const auto rest = std::to_string(ms % 1000);
  return std::to_string(ms / 1000) + "." + std::string(3 - rest.size(), '0') + rest;
}

std::string utc_time(std::int64_t unix_ms) {
  const std::time_t time = unix_ms / 1000;
  std::tm parts = {};
  if (::gmtime_r(&time, &parts) == nullptr) return "";
  char text[32];
  const auto size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text, size);
}

}  // namespace everstrike::conformance
