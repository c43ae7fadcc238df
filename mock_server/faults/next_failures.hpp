// "Let the next cancel fail", said by hand while the mock serves: the one-off beside rules and
// plans. Kept per API key and guarded with its tenant, so other keys never notice; it strikes with
// the documented 503, under the rule id "fail-next".
#pragma once

#include <cstdint>

#include "mock_server/faults/plan.hpp"

namespace everstrike::mock_server {

struct NextFailures {
  static constexpr std::uint64_t kMost = 1000;

  Phase phase = Phase::before_effect;  // before_effect or after_effect
  std::uint64_t left = 0;
  std::uint64_t struck = 0;  // since the start or the last reset; the strike's ordinal

  // strike_if_due puts a failure of this request into `strikes`, before whatever a rule wanted in
  // that phase, and counts it.
  void strike_if_due(std::uint64_t seed, Strikes& strikes);
};

}  // namespace everstrike::mock_server
