// A run as TAP 14: one test point a case, in the suite's order, with what is known in a YAML block.
//   pass, lenient        ok
//   fail that counts     not ok
//   fail that does not, known_failing   not ok … # TODO with the reason
//   unsupported, skipped ok … # SKIP with the reason
//   broken               not ok
// A run that could not be judged ends with "Bail out!", and a stale entry of the known-failing list
// is a test point that is not ok, so that no reader takes either for a success.
#pragma once

#include <string>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

[[nodiscard]] std::string tap_report(const RunResult& run);

}  // namespace everstrike::conformance
