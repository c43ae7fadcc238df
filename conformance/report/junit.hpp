// A run as JUnit XML, as GitLab, Jenkins and dorny/test-reporter read it: a case has passed unless
// it has a child `failure`, `error` or `skipped`, so each verdict becomes exactly that.
//   pass, lenient        no such child (lenient: a note in system-out and a property)
//   fail that counts     failure, typed by the mistake
//   fail that does not   skipped, with the reason (it must not turn a green run red)
//   broken               error
//   unsupported, skipped, known_failing   skipped, the reason in `message` and as text
// A problem of the whole run (nothing selected, never started, a stale list) is a case of its own
// that has failed, since an empty file reads as "passed".
#pragma once

#include <string>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// junit_report gives the whole file. Names are unique and stay the same from run to run: the
// class is "<subject>.<group>", the name the case's id.
[[nodiscard]] std::string junit_report(const RunResult& run);

}  // namespace everstrike::conformance
