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

std::optional<Strike> Plan::strike_of(std::size_t index, const RequestLook& look,
                                      RuleCounts& counts) const {
  if (!looks_at(*rules_[index], look)) return std::nullopt;
  return draw(index, look.api_key, counts);
}

std::optional<Strike> Plan::draw(std::size_t index, std::string_view api_key,
                                 RuleCounts& counts) const {
  const Rule& rule = *rules_[index];
  const std::uint64_t ordinal = ++counts[index];
  if (!may_hit(rule, ordinal) || !strikes(rule.chance, seed_, rule.id, api_key, ordinal)) {
    return std::nullopt;
  }
  return Strike{rules_[index], ordinal, seed_};
}

std::optional<Strike> Plan::strike_at_accept(RuleCounts& counts) const {
  counts.resize(rules_.size());
  std::optional<Strike> first;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i]->phase != Phase::at_accept) continue;
    auto strike = draw(i, "", counts);
    if (!first) first = std::move(strike);
  }
  return first;
}

std::optional<Strike> Plan::strike_before_auth(const RequestLook& look, RuleCounts& counts) const {
  counts.resize(rules_.size());
  std::optional<Strike> first;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i]->phase != Phase::before_auth) continue;
    // Also those after the winner are counted: a rule's ordinals don't depend on other rules.
    auto strike = strike_of(i, look, counts);
    if (!first) first = std::move(strike);
  }
  return first;
}

Strikes Plan::strikes_on(const RequestLook& look, RuleCounts& counts) const {
  counts.resize(rules_.size());
  Strikes result;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Phase phase = rules_[i]->phase;
    if (phase != Phase::before_effect && phase != Phase::after_effect) continue;
    auto strike = strike_of(i, look, counts);
    auto& first = std::holds_alternative<FillFirst>(rules_[i]->fault) ? result.fill_first
                  : phase == Phase::before_effect                     ? result.before_effect
                                                                      : result.after_effect;
    if (!first) first = std::move(strike);
  }
  return result;
}

std::optional<Strike> Plan::strike_on_message(const MessageLook& look, RuleCounts& counts) const {
  counts.resize(rules_.size());
  std::optional<Strike> first;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!looks_at(*rules_[i], look)) continue;
    auto strike = draw(i, look.api_key, counts);
    if (!first) first = std::move(strike);
  }
  return first;
}

}  // namespace everstrike::mock_server
