#include "mock_server/faults/plan.hpp"

namespace everstrike::mock_server {
namespace {

bool looks_at(const Rule& rule, std::uint64_t ordinal) {
  return !rule.ordinals || (ordinal >= rule.ordinals->first && ordinal <= rule.ordinals->second);
}

}  // namespace

std::string_view phase_text(Phase phase) {
  return phase == Phase::before_effect ? "before_effect" : "after_effect";
}

std::optional<Phase> phase_of_text(std::string_view text) {
  for (const Phase phase : {Phase::before_effect, Phase::after_effect}) {
    if (phase_text(phase) == text) return phase;
  }
  return std::nullopt;
}

Strikes Plan::strikes_on(std::string_view endpoint, std::string_view api_key,
                         RuleCounts& counts) const {
  counts.resize(rules_.size());
  Strikes result;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    if (rule.endpoint != endpoint) continue;
    const std::uint64_t ordinal = ++counts[i];
    auto& slot = rule.phase == Phase::before_effect ? result.before_effect : result.after_effect;
    if (slot || !looks_at(rule, ordinal)) continue;
    if (strikes(rule.chance, seed_, rule.id, api_key, ordinal)) slot = Strike{&rule, ordinal};
  }
  return result;
}

std::string Plan::replay_text(const Strike& strike) const {
  return strike.rule->id + ";seed=" + std::to_string(seed_) +
         ";n=" + std::to_string(strike.ordinal);
}

}  // namespace everstrike::mock_server
