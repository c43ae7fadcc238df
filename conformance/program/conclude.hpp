// How a run ends once its verdicts are final, for the suites whose subject is no client.
#pragma once

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// conclude_run decides problem and exit code, unless a problem is known already.
void conclude_run(RunResult& run);

}  // namespace everstrike::conformance
