// One HTML file without anything from elsewhere: no script, no font, no picture, and a policy in
// its head that forbids all of them, so that nothing a client wrote can run or phone home. Several
// runs become a matrix of cases × clients; below it, every case that needs a look, in full.
#pragma once

#include <string>
#include <vector>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// html_report shows at least one run. Runs of one subject name are told apart by a number.
[[nodiscard]] std::string html_report(const std::vector<RunResult>& runs);

}  // namespace everstrike::conformance
