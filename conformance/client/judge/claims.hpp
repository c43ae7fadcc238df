// The three claims of --claims three: exit code 0 says "cancelled", 1 "not cancelled by this call",
// any other, 6 above all, "unknown". A "no" is a statement like a "yes": after an answer that
// leaves open whether the cancel happened it needs a later one that proves it, by what the client
// could see, whatever the journal knows.
//
// What proves it: the answer that the order was filled, or a look at the order that shows it so,
// since then no cancel can happen any more; a look that shows it open, if every unclear answer
// before it was a whole 503. After a lost answer (reset, cut, silence) an open order proves nothing
// yet: the cancel may still be on its way. "Not found", 401, 403 and a second 503 prove nothing.
#pragma once

#include <optional>
#include <string>

#include "conformance/client/judge/evidence.hpp"
#include "conformance/run/case.hpp"
#include "conformance/run/judgement.hpp"

namespace everstrike::conformance {

// died_of_an_exception: exit code 1 by an exception that nobody caught, which is no claim. Runtimes
// say so on standard error.
[[nodiscard]] bool died_of_an_exception(const SubjectEnd& client);

// leaves_open: after this answer to a cancel nobody can say that it did not happen.
[[nodiscard]] bool leaves_open(const SeenRequest& request);

// judge_no judges exit code 1 where three claims are told apart; everything else passes.
[[nodiscard]] Judgement judge_no(const Evidence& seen);

// what_no_needs says for people what a "no" would have to rest on in this case.
[[nodiscard]] std::string what_no_needs(const Case& one);

}  // namespace everstrike::conformance
