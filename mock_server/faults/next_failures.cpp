#include "mock_server/faults/next_failures.hpp"

namespace everstrike::mock_server {
namespace {

std::shared_ptr<const Rule> rule_of(Phase phase) {
  Rule rule;
  rule.id = "fail-next";
  rule.endpoint = "POST /auth/cancel*";
  rule.phase = phase;
  rule.fault = AnswerStatus{503};
  return std::make_shared<const Rule>(std::move(rule));
}

}  // namespace

void NextFailures::strike_if_due(std::uint64_t seed, Strikes& strikes) {
  if (left == 0) return;
  --left;
  auto& slot = phase == Phase::before_effect ? strikes.before_effect : strikes.after_effect;
  slot = Strike{.rule = rule_of(phase), .ordinal = ++struck, .seed = seed};
}

}  // namespace everstrike::mock_server
