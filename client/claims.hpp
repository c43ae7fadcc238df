// What an answer lets a client claim about its cancel: one table, the same for the last answer of a
// call and for the first. Pure functions; docs/claims.md shows the table with examples and is made
// from them.
//
// An answer is looked at from the first row on, the first match wins (client/reply.hpp does it).
// "Envelope" is a readable {"code","msg",…} whose code isn't 200. The claims are the exit
// codes: 0 cancelled, 1 not cancelled by this call, 6 unknown.
//
//   answer                                              alone            after an unclear one
//   confirmed     200, code 200, own id, and status     0                0
//                 CANCELLED, CANCELED, ACTIVE or none
//   completed     the same, COMPLETED or FILLED         1, filled        1, filled
//   ended         the same, REJECTED or EXPIRED         1                6
//   inconclusive  the same, any other status; any       6, asked again   6, asked again
//                 other 2xx: a list, another id, …
//   filled        envelope, text says filled            1, filled        1, filled
//   cancelled     envelope, text says cancelled         1                0, by inference
//   missing       envelope, text says not found; 404    1                6
//                 or 410 with code = status
//   refused       401, 403 with code = status           1                6
//   throttled     429 with an envelope                  1, asked again   6, asked again
//   declined      other 4xx with code = status          6                6
//   unclear       all the rest: 4xx without envelope,   6, asked again   6, asked again
//                 408, 5xx, 101, cut, reset, silence
//   redirected    3xx                                   6                6
//   not_sent      no connection, no such name, no TLS   1, asked again   6, asked again
//
// What is asked again keeps its claim for the case that nothing better comes. Unclear are
// `inconclusive` and `unclear`: the order may have been cancelled by such an attempt. Why it is so:
// - The page's own sample of a cancel says ACTIVE, so that is no contradiction.
// - An order that isn't open needn't be cancelled. A filled one can't become cancelled any more,
//   so "filled" holds whatever was before; "not found" holds for cancelled and filled orders alike.
// - A status alone proves nothing: proxies make 4xx of their own, after the effect too. A refusal
//   counts when the exchange's envelope repeats it, and then it speaks of this attempt only.
// Source: the exchange's page (envelope, 503, the sample); its bot's source (the texts, 429, 408).
#pragma once

#include <span>
#include <string_view>

#include "client/attempt.hpp"
#include "client/outcome.hpp"

namespace everstrike::client {

struct Claim {
  OutcomeKind kind = OutcomeKind::unknown;
  bool is_inferred = false;  // confirmed, but not by an answer to the attempt that did it
  bool is_filled = false;    // rejected, since the order was executed

  friend bool operator==(const Claim&, const Claim&) = default;
};

struct ClaimRow {
  Evidence evidence;
  std::string_view name;  // "confirmed", as above
  Claim alone;
  Claim after_unclear;
  bool is_asked_again;
};

// claim_rows gives the table, in its order: row N is that of the N-th Evidence.
[[nodiscard]] std::span<const ClaimRow> claim_rows();

// is_unclear says whether the order may have been cancelled by such an attempt.
[[nodiscard]] bool is_unclear(Evidence evidence);

// claim_of gives the claim when the last of `history` (at least one attempt) is the last of all.
[[nodiscard]] Claim claim_of(std::span<const Attempt> history);

// is_asked_again says whether another attempt may bring more than this answer did.
[[nodiscard]] bool is_asked_again(Evidence evidence);

}  // namespace everstrike::client
