// The subject client's course of action: ask, see what came of it, ask again or stop.
#pragma once

#include "conformance/test/subjects/manner.hpp"

namespace everstrike::subjects {

// find_out says what an answer proves, rightly.
[[nodiscard]] Finding find_out(const Task& task, const Reply& reply);
// claim_of says what a client may claim when that was the last answer, rightly.
[[nodiscard]] Claim claim_of(const Manner& manner, Finding last, bool unclear_before);
// run does what the task asks in that manner and gives the exit code.
[[nodiscard]] int run(const Task& task, const Manner& manner);

}  // namespace everstrike::subjects
