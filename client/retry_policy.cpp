#include "client/retry_policy.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <string>

namespace everstrike::client {
namespace {

using std::chrono::milliseconds;

bool may_have_taken_effect(const Attempt& attempt) {
  return attempt.evidence == Evidence::unclear || attempt.evidence == Evidence::redirected;
}

// first_delay_max doubled for every attempt after the first, then half of it fixed and half drawn.
milliseconds own_delay(const RetryLimits& limits, std::size_t attempts, double dice) {
  auto ceiling = limits.first_delay_max;
  for (std::size_t i = 1; i < attempts && ceiling < limits.delay_max; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, limits.delay_max);
  const double factor = 0.5 + 0.5 * dice;
  return milliseconds(static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * factor));
}

// The outcome when nothing more will be tried and no answer settled it.
Outcome without_settling(std::span<const Attempt> history, const std::string& why) {
  const auto last_unclear = std::find_if(history.rbegin(), history.rend(), may_have_taken_effect);
  const std::string tries =
      history.size() == 1 ? "" : " after " + std::to_string(history.size()) + " attempts";
  if (last_unclear != history.rend()) {
    return {OutcomeKind::unknown, false,
            "the order may or may not be cancelled" + tries + why + ": " + last_unclear->reason};
  }
  return {OutcomeKind::rejected, false,
          "nothing was cancelled" + tries + why + ": " + history.back().reason};
}

}  // namespace

Decision decide(const RetryLimits& limits, std::span<const Attempt> history, milliseconds elapsed,
                double dice) {
  assert(!history.empty());
  const auto& last = history.back();
  const auto earlier = history.first(history.size() - 1);
  const bool is_open = std::any_of(earlier.begin(), earlier.end(), may_have_taken_effect);
  switch (last.evidence) {
    case Evidence::confirmed:
      return Outcome{OutcomeKind::confirmed, false, last.reason};
    case Evidence::gone:
      if (is_open) {
        return Outcome{OutcomeKind::confirmed, true,
                       "an earlier attempt was left open, and now: " + last.reason};
      }
      return Outcome{OutcomeKind::rejected, false, last.reason};
    case Evidence::refused:
    case Evidence::untrusted:
      if (!is_open) return Outcome{OutcomeKind::rejected, false, last.reason};
      return Outcome{OutcomeKind::unknown, false,
                     "an earlier attempt was left open, and now: " + last.reason};
    case Evidence::redirected:
      return without_settling(history, "");
    case Evidence::throttled:
    case Evidence::unclear:
    case Evidence::not_sent:
      break;
  }
  if (history.size() >= static_cast<std::size_t>(std::max(1, limits.attempts_max))) {
    return without_settling(history, "");
  }
  const auto delay =
      std::max(own_delay(limits, history.size(), dice), last.retry_after.value_or(milliseconds(0)));
  if (elapsed >= limits.deadline || delay >= limits.deadline - elapsed) {
    return without_settling(history, ", no time left for another");
  }
  return Wait{delay};
}

}  // namespace everstrike::client
