// "Let the next cancel fail", said by hand while the mock serves: the one-offs beside rules and
// plans. Any fault of a scenario, as often as is said, in the order in which they were said; each
// strikes under the rule id "fail-next". Kept per API key, with what else the key's faults depend
// on (FaultMemory) and guarded as that is, so other keys never notice. One is counted down only by
// what it struck itself.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>

#include "mock_server/faults/plan.hpp"

namespace everstrike::mock_server {

class NextFailures {
 public:
  static constexpr std::uint64_t kMost = 1000;     // times of one
  static constexpr std::size_t kPendingMax = 100;  // that wait behind each other
  static constexpr std::string_view kRuleId = "fail-next";

  struct Pending {
    std::shared_ptr<const Rule> rule;  // its endpoint, phase and fault
    std::uint64_t left = 0;
  };

  // arm puts `rule` behind what is pending; false when there is no room.
  bool arm(Rule rule, std::uint64_t times);
  // disarm forgets what is pending and gives how many strikes that were.
  std::uint64_t disarm();

  [[nodiscard]] const std::deque<Pending>& pending() const { return pending_; }
  [[nodiscard]] std::uint64_t left() const;
  [[nodiscard]] std::uint64_t struck() const { return struck_; }
  [[nodiscard]] bool empty() const { return pending_.empty(); }

  // Of what is pending for an endpoint the first one is due. strike_before_auth gives it if it is
  // of that phase, and goes before what a rule wants there.
  [[nodiscard]] std::optional<Strike> strike_before_auth(std::string_view endpoint,
                                                         std::uint64_t seed);
  // fill_first gives it if it is that fault, which takes no other's place.
  [[nodiscard]] std::optional<Strike> fill_first(std::string_view endpoint, std::uint64_t seed);
  // strike_around puts it into `strikes` instead of what a rule wanted in its phase. One of the
  // phase after_effect waits where something strikes before the effect.
  void strike_around(std::string_view endpoint, std::uint64_t seed, Strikes& strikes);

 private:
  using Place = std::deque<Pending>::iterator;
  [[nodiscard]] Place due(std::string_view endpoint);
  Strike take(Place place, std::uint64_t seed);

  std::deque<Pending> pending_;
  std::uint64_t struck_ = 0;  // since the start or the last reset; a strike's ordinal
};

}  // namespace everstrike::mock_server
