// Breaches that any case may show, whatever it asks about: a secret on the wire or in the output,
// a bulk cancel, a process left behind. Each has an owner among the cases (rules.hpp).
#pragma once

#include <vector>

#include "conformance/client/judge/evidence.hpp"
#include "conformance/run/judgement.hpp"

namespace everstrike::conformance {

// breaches_of gives each breach that the evidence shows, once.
[[nodiscard]] std::vector<Judgement> breaches_of(const Evidence& seen);

}  // namespace everstrike::conformance
