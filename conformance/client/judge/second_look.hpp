// Verdicts that a busy machine could have brought about. A client that waits for an answer as long
// as it is willing to, or that wakes up late, looks like one that gives up too soon or keeps no
// growing delays. Such a verdict stands only if the case fails once more when nothing else of ours
// runs.
#pragma once

#include "conformance/client/judge/evidence.hpp"
#include "conformance/run/case.hpp"
#include "conformance/run/judgement.hpp"

namespace everstrike::conformance {

// deserves_second_look: it is a failure, and rests on how much time something took.
[[nodiscard]] bool deserves_second_look(const Judgement& judgement, const Evidence& seen);

// is_doubtful_pass: a client that hammers is slowed down by a busy machine like any other, and then
// seems to pause. Of pauses that it makes itself none is next to nothing.
[[nodiscard]] bool is_doubtful_pass(const Case& one, const Judgement& judgement,
                                    const Evidence& seen);

}  // namespace everstrike::conformance
