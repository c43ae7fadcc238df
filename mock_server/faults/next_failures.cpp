#include "mock_server/faults/next_failures.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {

bool NextFailures::arm(Rule rule, std::uint64_t times) {
  if (times == 0) return true;
  if (pending_.size() >= kPendingMax) return false;
  rule.id = std::string(kRuleId);
  pending_.push_back({std::make_shared<const Rule>(std::move(rule)), times});
  return true;
}

std::uint64_t NextFailures::disarm() {
  const std::uint64_t were = left();
  pending_.clear();
  return were;
}

std::uint64_t NextFailures::left() const {
  std::uint64_t sum = 0;
  for (const Pending& each : pending_) sum += each.left;
  return sum;
}

NextFailures::Place NextFailures::due(std::string_view endpoint) {
  return std::ranges::find_if(pending_, [&](const Pending& each) {
    return matches_pattern(each.rule->endpoint, endpoint);
  });
}

Strike NextFailures::take(Place place, std::uint64_t seed) {
  Strike strike{.rule = place->rule, .ordinal = ++struck_, .seed = seed};
  if (--place->left == 0) pending_.erase(place);
  return strike;
}

std::optional<Strike> NextFailures::strike_before_auth(std::string_view endpoint,
                                                       std::uint64_t seed) {
  const auto first = due(endpoint);
  if (first == pending_.end() || first->rule->phase != Phase::before_auth) return std::nullopt;
  return take(first, seed);
}

std::optional<Strike> NextFailures::fill_first(std::string_view endpoint, std::uint64_t seed) {
  const auto first = due(endpoint);
  if (first == pending_.end() || !std::holds_alternative<FillFirst>(first->rule->fault)) {
    return std::nullopt;
  }
  return take(first, seed);
}

void NextFailures::strike_around(std::string_view endpoint, std::uint64_t seed, Strikes& strikes) {
  const auto first = due(endpoint);
  if (first == pending_.end() || std::holds_alternative<FillFirst>(first->rule->fault)) return;
  if (first->rule->phase == Phase::before_effect) {
    strikes.before_effect = take(first, seed);
  } else if (first->rule->phase == Phase::after_effect && !strikes.before_effect) {
    strikes.after_effect = take(first, seed);
  }
}

}  // namespace everstrike::mock_server
