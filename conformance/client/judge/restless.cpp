#include "conformance/client/judge/restless.hpp"

#include <algorithm>

namespace everstrike::conformance {

using std::chrono::milliseconds;

bool still_asks(const Arrivals& arrivals, std::size_t least,
                std::chrono::steady_clock::time_point now) {
  if (arrivals.size() < std::max<std::size_t>(least, 2)) return false;
  std::chrono::steady_clock::duration longest{0};
  for (std::size_t i = 1; i < arrivals.size(); ++i) {
    longest = std::max(longest, arrivals[i] - arrivals[i - 1]);
  }
  // Pauses may double, and a busy machine adds to them.
  return now - arrivals.back() <= 5 * longest / 2 + milliseconds(300);
}

std::size_t asks_expected(const Case& one) {
  constexpr std::size_t kFew = 3;
  constexpr std::uint64_t kPlannedMax = 100;
  // What comes after the planned answers may well be what the client asks for.
  std::uint64_t planned = 0;
  for (const PlannedAnswer& answer : one.setting.answers) {
    if (answer.rule.ordinals) planned = std::max(planned, answer.rule.ordinals->second);
  }
  constexpr std::size_t kEnoughDelays = 8;
  constexpr std::size_t kMoreThanAnyBound = 22;
  const std::size_t judged = one.id.starts_with("retry/bounded/") ? kMoreThanAnyBound
                             : one.id.starts_with("retry/delay/") ? kEnoughDelays
                                                                  : kFew;
  return judged + (planned <= kPlannedMax ? static_cast<std::size_t>(planned) : 0);
}

bool may_be_asked_for_ever(const Case& one) {
  return std::any_of(one.setting.answers.begin(), one.setting.answers.end(),
                     [](const PlannedAnswer& answer) {
                       return !answer.rule.ordinals && answer.proof == Proof::unclear;
                     });
}

milliseconds Restless::soonest(const Case& one) {
  constexpr milliseconds kLongerThanGoodClientsAsk{2000};
  return kLongerThanGoodClientsAsk + milliseconds(one.waits_ms);
}

bool Restless::ends_early(const Case& one) {
  const std::lock_guard lock(mutex_);
  if (wrong_ || waited_.count(one.id) > 0) return false;
  if (groups_.size() < kWaitedForMax && groups_.insert(one.group()).second) {
    waited_.insert(one.id);
    return false;
  }
  return true;
}

void Restless::ended(const Case& one, bool still_asking) {
  const std::lock_guard lock(mutex_);
  if (waited_.count(one.id) > 0 && !still_asking) wrong_ = true;
}

bool Restless::is_wrong() const {
  const std::lock_guard lock(mutex_);
  return wrong_;
}

}  // namespace everstrike::conformance
