// How a run ends, of whatever suite: what was wrong with it as a whole, and the exit code. A suite
// notes what only it can know (interrupted, never started) while it runs; the rest is told by the
// verdicts.
#pragma once

#include <string>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// A suite's own words for what may be wrong with a run.
struct EndingWords {
  std::string nothing_selected = "no case was selected, so nothing ran";
  std::string nothing_judged = "nothing was judged: every case was skipped or is unsupported";
};

// set_problem notes the problem and the exit code that goes with it.
void set_problem(RunResult& run, RunProblem problem, std::string text);

// conclude_run decides problem and exit code once the verdicts are final; a problem that is noted
// already stays. Where the judge or its surroundings failed in some cases and the subject failed
// none, that is no failure of the subject's.
void conclude_run(RunResult& run, const EndingWords& words = {});

}  // namespace everstrike::conformance
