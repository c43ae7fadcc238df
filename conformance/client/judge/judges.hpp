// The judges that most cases share. Each looks at the evidence and names the first thing that is
// wrong with the bytes in question; a case composes them with `all_of`.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "conformance/client/judge/evidence.hpp"
#include "conformance/run/case.hpp"

namespace everstrike::conformance {

// pauses_between gives how long the client let pass from each answer to its next request, in ms.
// What the exchange itself took is in none of them, so a busy machine makes them longer by the
// client's own share at most, and never shorter.
[[nodiscard]] std::vector<std::int64_t> pauses_between(
    const std::vector<const SeenRequest*>& cancels);

// all_of asks the judges in turn: the first failure is the verdict, else the first leniency.
[[nodiscard]] Judge all_of(std::initializer_list<Judge> judges);

// sends_something: at least one cancel has arrived.
[[nodiscard]] Judgement sends_something(const Evidence& seen);
// cancels_the_order: the right order was cancelled by a request that the exchange accepted, and
// the client says so. A refused signature is named by its diagnosis.
[[nodiscard]] Judgement cancels_the_order(const Evidence& seen);
// tells_the_truth: exit code 0 if the cancel was confirmed, another one if it wasn't. Where it
// can be inferred both are allowed.
[[nodiscard]] Judgement tells_the_truth(const Evidence& seen);
// infers_that_it_is_gone: after an unclear answer and "it is gone", exit code 0 (revision 1).
[[nodiscard]] Judgement infers_that_it_is_gone(const Evidence& seen);
// may_infer_from_missing: after an unclear answer and "it is not there" either claim will do.
[[nodiscard]] Judgement may_infer_from_missing(const Evidence& seen);
// stops_when_confirmed: no cancel is sent after one was confirmed.
[[nodiscard]] Judgement stops_when_confirmed(const Evidence& seen);
// makes_no_mistake: the exchange found nothing amiss with any request itself.
[[nodiscard]] Judgement makes_no_mistake(const Evidence& seen);
// repeats_the_same: every attempt names the case's order and carries a signature that fits.
[[nodiscard]] Judgement repeats_the_same(const Evidence& seen);
// ends_by_itself: the runner did not have to end it, and no signal did.
[[nodiscard]] Judgement ends_by_itself(const Evidence& seen);

// asks_at_most: no more than `times` cancels were sent; otherwise the breach is `slug`.
[[nodiscard]] Judge asks_at_most(std::size_t times, std::string slug);
// waits_at_least: after a planned answer the next attempt came no sooner than this.
[[nodiscard]] Judge waits_at_least(std::chrono::milliseconds wait, std::string slug);
// delays_grow: the last delay between attempts is longer than the first.
[[nodiscard]] Judgement delays_grow(const Evidence& seen);

}  // namespace everstrike::conformance
