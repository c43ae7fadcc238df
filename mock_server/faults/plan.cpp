#include "mock_server/faults/plan.hpp"

#include <algorithm>

namespace everstrike::mock_server {
namespace {

bool looks_at(const Rule& rule, const RequestLook& look) {
  if (rule.endpoint != look.endpoint && !matches_pattern(rule.endpoint, look.endpoint)) {
    return false;
  }
  if (rule.api_key && !matches_pattern(*rule.api_key, look.api_key)) return false;
  return !rule.order_id || std::ranges::any_of(look.order_ids, [&](const std::string& id) {
    return matches_pattern(*rule.order_id, id);
  });
}

bool looks_at(const Rule& rule, const MessageLook& look) {
  if (rule.phase != Phase::on_message) return false;
  const std::string_view pattern = rule.feed ? std::string_view(*rule.feed) : "*";
  if (!matches_pattern(pattern, look.name) && !matches_pattern(pattern, look.category)) {
    return false;
  }
  return !rule.api_key || matches_pattern(*rule.api_key, look.api_key);
}

bool may_hit(const Rule& rule, std::uint64_t ordinal) {
  if (rule.ordinals && (ordinal < rule.ordinals->first || ordinal > rule.ordinals->second)) {
    return false;
  }
  return ordinal % rule.every == 0;
}

}  // namespace

std::string replay_text(const Strike& strike) {
  return strike.rule->id + ";seed=" + std::to_string(strike.seed) +
         ";n=" + std::to_string(strike.ordinal);
}

Plan::Plan(std::vector<Rule> rules, std::uint64_t seed, Title title)
    : seed_(seed), title_(std::move(title)) {
  for (Rule& rule : rules) {
    rule.every = std::max<std::uint64_t>(1, rule.every);
    if (std::holds_alternative<FillFirst>(rule.fault)) {
      rule.phase = Phase::before_effect;
      looks_at_order_ids_ = true;
    }
    looks_at_connections_ = looks_at_connections_ || rule.phase == Phase::at_accept;
    looks_at_messages_ = looks_at_messages_ || rule.phase == Phase::on_message;
    looks_at_order_ids_ = looks_at_order_ids_ || rule.order_id.has_value();
    rules_.push_back(std::make_shared<const Rule>(std::move(rule)));
  }
}

// Also those after the winner are counted: a rule's ordinals don't depend on other rules.
void Plan::draw(std::size_t index, std::string_view api_key, RuleCounts& counts,
                std::optional<Strike>& first) const {
  const Rule& rule = *rules_[index];
  const std::uint64_t ordinal = ++counts[index];
  if (first || !may_hit(rule, ordinal)) return;
  if (strikes(rule.chance, seed_, rule.id, api_key, ordinal)) {
    first = Strike{rules_[index], ordinal, seed_};
  }
}

std::optional<Strike> Plan::strike_at_accept(RuleCounts& counts) const {
  counts.resize(rules_.size());
  std::optional<Strike> first;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i]->phase == Phase::at_accept) draw(i, "", counts, first);
  }
  return first;
}

std::optional<Strike> Plan::strike_before_auth(const RequestLook& look, RuleCounts& counts) const {
  counts.resize(rules_.size());
  std::optional<Strike> first;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = *rules_[i];
    if (rule.phase == Phase::before_auth && looks_at(rule, look)) {
      draw(i, look.api_key, counts, first);
    }
  }
  return first;
}

Strikes Plan::strikes_on(const RequestLook& look, RuleCounts& counts) const {
  counts.resize(rules_.size());
  Strikes result;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Phase phase = rules_[i]->phase;
    if (phase != Phase::before_effect && phase != Phase::after_effect) continue;
    if (!looks_at(*rules_[i], look)) continue;
    auto& first = std::holds_alternative<FillFirst>(rules_[i]->fault) ? result.fill_first
                  : phase == Phase::before_effect                     ? result.before_effect
                                                                      : result.after_effect;
    draw(i, look.api_key, counts, first);
  }
  return result;
}

std::optional<Strike> Plan::strike_on_message(const MessageLook& look, RuleCounts& counts) const {
  counts.resize(rules_.size());
  std::optional<Strike> first;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (looks_at(*rules_[i], look)) draw(i, look.api_key, counts, first);
  }
  return first;
}

}  // namespace everstrike::mock_server
