// The faults of a run: rules in priority order and a seed. For each request it decides, by the
// request's ordinals alone, which rule strikes; of each phase the first rule that matches and hits
// wins. Every rule counts its own matches, so a rule that is added shifts no other.
// A `Plan` is immutable and thread-safe; the counts live in a `RuleCounts` per API key, which its
// owner protects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/faults/rule.hpp"

namespace everstrike::mock_server {

// How many requests each rule of a plan has matched for one API key.
using RuleCounts = std::vector<std::uint64_t>;

struct Strike {
  const Rule* rule;       // of the plan; valid as long as the plan
  std::uint64_t ordinal;  // which match of the rule this request is
};

struct Strikes {
  std::optional<Strike> before_effect;
  std::optional<Strike> after_effect;
};

class Plan {
 public:
  Plan() = default;
  Plan(std::vector<Rule> rules, std::uint64_t seed) : rules_(std::move(rules)), seed_(seed) {}

  // strikes_on decides about one request and counts it in `counts`.
  [[nodiscard]] Strikes strikes_on(std::string_view endpoint, std::string_view api_key,
                                   RuleCounts& counts) const;
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }

  // replay_text is what `x-mock-fault` and the journal say of a strike: enough to repeat it.
  [[nodiscard]] std::string replay_text(const Strike& strike) const;

 private:
  std::vector<Rule> rules_;
  std::uint64_t seed_ = 0;
};

}  // namespace everstrike::mock_server
