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

// rests_on_pauses: so does even a second one that failed, as long as the looks don't agree about
// the pauses (shortest_pauses.hpp).
[[nodiscard]] bool rests_on_pauses(const Judgement& judgement);

// is_doubtful_pass: a busy machine slows down a client that hammers, and then it seems to pause; or
// one whose pauses stay alike, and then they seem to grow. Of pauses that it makes itself none is
// next to nothing, and if they grow, so does the shortest.
[[nodiscard]] bool is_doubtful_pass(const Case& one, const Judgement& judgement,
                                    const Evidence& seen);

}  // namespace everstrike::conformance
