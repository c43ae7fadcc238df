#include "conformance/run/ending.hpp"

#include <algorithm>
#include <utility>

#include "command_line/exit_code.hpp"

namespace everstrike::conformance {
namespace {

using command_line::ExitCode;

ExitCode code_of(RunProblem problem) {
  switch (problem) {
    case RunProblem::none:
      return ExitCode::done;
    case RunProblem::interrupted:
      return ExitCode::interrupted;
    case RunProblem::nothing_selected:
      return ExitCode::nothing_ran;
    case RunProblem::never_started:
    case RunProblem::never_connected:
      return ExitCode::subject_never_started;
    case RunProblem::stale_known_failing:
      return ExitCode::failed;
  }
  return ExitCode::environment;
}

bool has_any(const RunResult& run, Verdict verdict) {
  return std::any_of(run.cases.begin(), run.cases.end(),
                     [&](const CaseResult& one) { return one.verdict == verdict; });
}

ExitCode code_of_verdicts(const RunResult& run) {
  if (has_any(run, Verdict::broken) && !has_any(run, Verdict::fail)) return ExitCode::environment;
  const bool failed = std::any_of(run.cases.begin(), run.cases.end(), [&](const CaseResult& one) {
    return counts_against(one, run.strict);
  });
  return failed ? ExitCode::failed : ExitCode::done;
}

}  // namespace

void set_problem(RunResult& run, RunProblem problem, std::string text) {
  run.problem = problem;
  run.problem_text = std::move(text);
  run.exit_code = command_line::to_int(code_of(problem));
}

void conclude_run(RunResult& run, const EndingWords& words) {
  if (run.problem != RunProblem::none) return;
  const bool judged = std::any_of(run.cases.begin(), run.cases.end(), [](const CaseResult& one) {
    return one.verdict != Verdict::skipped && one.verdict != Verdict::unsupported;
  });
  if (!judged) {
    set_problem(run, RunProblem::nothing_selected,
                run.cases.empty() ? words.nothing_selected : words.nothing_judged);
  } else if (!run.stale.empty()) {
    set_problem(run, RunProblem::stale_known_failing,
                "the known-failing list is stale: " + run.stale.front() +
                    (run.stale.size() > 1 ? ", and more" : ""));
  } else {
    run.exit_code = command_line::to_int(code_of_verdicts(run));
  }
}

}  // namespace everstrike::conformance
