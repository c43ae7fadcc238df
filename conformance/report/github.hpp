// What GitHub Actions shows by itself: annotations, as lines on standard output. GitHub drops all
// but ten a step without a word, so there are at most nine and a line that says how many more.
#pragma once

#include <string>
#include <string_view>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// github_annotations gives one "::error …" line for each of the worst cases that count against the
// run, at most nine, and a last one with the totals; nothing for a run that is all right.
[[nodiscard]] std::string github_annotations(const RunResult& run);

// no_workflow_commands makes text harmless that goes to a step's log: a client's output could
// otherwise set variables or hide lines ("::stop-commands::", "##[group]").
[[nodiscard]] std::string no_workflow_commands(std::string_view text);

}  // namespace everstrike::conformance
