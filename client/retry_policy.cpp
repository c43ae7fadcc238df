#include "client/retry_policy.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <string>

#include "client/claims.hpp"

namespace everstrike::client {
namespace {

using std::chrono::milliseconds;

// first_delay_max doubled for every attempt after the first, then half of it fixed and half drawn.
milliseconds own_delay(const RetryLimits& limits, std::size_t attempts, double dice) {
  auto ceiling = limits.first_delay_max;
  for (std::size_t i = 1; i < attempts && ceiling < limits.delay_max; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, limits.delay_max);
  const double factor = 0.5 + 0.5 * dice;
  return milliseconds(static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * factor));
}

// Why an outcome is what it is, in a line. `why` says why an answer that could be asked again
// isn't.
std::string reason_of(const Claim& claim, std::span<const Attempt> history,
                      const std::string& why) {
  const auto& last = history.back();
  const bool is_final = !is_asked_again(last.evidence);
  if (claim.is_inferred) return "an earlier attempt was left open, and now: " + last.reason;
  if (claim.kind == OutcomeKind::confirmed || claim.is_filled) return last.reason;
  const std::string tries =
      history.size() == 1 ? "" : " after " + std::to_string(history.size()) + " attempts";
  if (claim.kind == OutcomeKind::rejected) {
    if (last.evidence == Evidence::cancelled) return "not by this call: " + last.reason;
    return is_final ? last.reason : "nothing was cancelled" + tries + why + ": " + last.reason;
  }
  const auto open = std::find_if(history.rbegin(), history.rend(), [](const Attempt& attempt) {
    return is_unclear(attempt.evidence);
  });
  if (is_final && open != history.rend()) {
    const std::string gone = last.evidence == Evidence::missing
                                 ? " (gone: cancelled, filled or never there; GET /order tells)"
                                 : "";
    return "an earlier attempt was left open, and now: " + last.reason + gone;
  }
  const auto& reason = open == history.rend() ? last.reason : open->reason;
  return "the order may or may not be cancelled" + tries + why + ": " + reason;
}

Outcome outcome_of(std::span<const Attempt> history, const std::string& why = "") {
  const auto claim = claim_of(history);
  const auto& last = history.back();
  return {claim.kind,      claim.is_inferred, reason_of(claim, history, why),
          claim.is_filled, last.order,        last.qty_filled};
}

}  // namespace

Decision decide(const RetryLimits& limits, std::span<const Attempt> history, milliseconds elapsed,
                double dice) {
  assert(!history.empty());
  const auto& last = history.back();
  if (!is_asked_again(last.evidence)) return outcome_of(history);
  if (history.size() >= static_cast<std::size_t>(std::max(1, limits.attempts_max))) {
    return outcome_of(history);
  }
  const auto delay =
      std::max(own_delay(limits, history.size(), dice), last.retry_after.value_or(milliseconds(0)));
  if (elapsed >= limits.deadline || delay >= limits.deadline - elapsed) {
    return outcome_of(history, ", no time left for another");
  }
  return Wait{delay};
}

}  // namespace everstrike::client
