#include "conformance/program/conclude.hpp"

#include <algorithm>

#include "command_line/exit_code.hpp"

namespace everstrike::conformance {
namespace {

using command_line::ExitCode;

void set_problem(RunResult& run, RunProblem problem, ExitCode code, std::string text) {
  run.problem = problem;
  run.problem_text = std::move(text);
  run.exit_code = command_line::to_int(code);
}

}  // namespace

void conclude_run(RunResult& run) {
  if (run.problem != RunProblem::none) return;
  const bool judged = std::any_of(run.cases.begin(), run.cases.end(), [](const CaseResult& one) {
    return one.verdict != Verdict::skipped && one.verdict != Verdict::unsupported;
  });
  const bool failed = std::any_of(run.cases.begin(), run.cases.end(), [&](const CaseResult& one) {
    return counts_against(one, run.strict);
  });
  if (!judged) {
    set_problem(run, RunProblem::nothing_selected, ExitCode::nothing_ran,
                run.cases.empty() ? "no case was selected, so nothing ran"
                                  : "nothing was judged: every case was skipped or is unsupported");
  } else if (!run.stale.empty()) {
    set_problem(run, RunProblem::stale_known_failing, ExitCode::failed,
                "the known-failing list is stale: " + run.stale.front());
  } else {
    run.exit_code = command_line::to_int(failed ? ExitCode::failed : ExitCode::done);
  }
}

}  // namespace everstrike::conformance
