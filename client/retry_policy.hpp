// When to try again, and what to report when not. A pure function: the attempts so far, the time
// gone by and one throw of the dice in; a wait or an outcome out.
//
// - What the attempts allow to claim, and which answers are worth another attempt, is the table of
//   client/claims.hpp. An answer that isn't asked again ends it.
// - The others are tried again while attempts and time last; then their claim stands.
// - The delay doubles, with jitter in its upper half, so that it never shrinks; Retry-After
//   lengthens it. A wait that would end at or after the deadline is not begun: trying earlier than
//   the server asked would be wrong, and waiting for nothing too.
#pragma once

#include <chrono>
#include <span>
#include <variant>

#include "client/attempt.hpp"
#include "client/outcome.hpp"

namespace everstrike::client {

struct RetryLimits {
  int attempts_max = 4;                            // at least 1
  std::chrono::milliseconds deadline{30'000};      // from the start of the first attempt
  std::chrono::milliseconds first_delay_max{200};  // the delay before attempt 2, at most
  std::chrono::milliseconds delay_max{5'000};      // of our own; Retry-After may ask for more
};

struct Wait {
  std::chrono::milliseconds delay;
};

using Decision = std::variant<Wait, Outcome>;

// decide looks at `history` (at least one attempt, the last one just made) when `elapsed` has gone
// by since the start of the first. `dice` is a draw from [0, 1).
[[nodiscard]] Decision decide(const RetryLimits& limits, std::span<const Attempt> history,
                              std::chrono::milliseconds elapsed, double dice);

}  // namespace everstrike::client
