// The list of known failures that a run gives, as run/known_failing reads it.
#pragma once

#include <string>
#include <vector>

#include "conformance/run/known_failing.hpp"
#include "conformance/run/results.hpp"
#include "conformance/run/selection.hpp"

namespace everstrike::conformance {

// known_failing_text lists the failures of `run` that count, with their reasons, in the suite's
// order. Entries of `before` keep their reasons; they stay for cases that still fail and for those
// that this run said nothing about, and go where the case passes or is none of `all`.
[[nodiscard]] std::string known_failing_text(const std::vector<KnownFailure>& before,
                                             const CaseNames& all, const RunResult& run);

}  // namespace everstrike::conformance
