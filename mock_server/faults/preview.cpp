#include "mock_server/faults/preview.hpp"

#include <algorithm>
#include <span>

namespace everstrike::mock_server {
namespace {

// Which id the n-th request names.
std::span<const std::string> ids_of(const PlanLook& look, std::uint64_t n) {
  if (look.order_ids.empty()) return {};
  const std::uint64_t index = std::min<std::uint64_t>(n - 1, look.order_ids.size() - 1);
  return look.order_ids[index];
}

// Gives the ids of rules that a preview leaves out, as people write a list.
template <class Fits>
std::string rule_list(const Plan& plan, Fits fits) {
  std::string list;
  for (const auto& rule : plan.rules()) {
    if (fits(*rule)) list.append(list.empty() ? "" : ", ").append(rule->id);
  }
  return list;
}

}  // namespace

Preview::Preview(std::shared_ptr<const Plan> plan, PlanLook look, RuleCounts counts,
                 NextFailures next)
    : plan_(std::move(plan)),
      look_(std::move(look)),
      counts_(std::move(counts)),
      next_(std::move(next)) {}

void Preview::next(std::vector<ComingStrike>& coming) {
  const std::uint64_t n = ++done_;
  const RequestLook request = {
      .endpoint = look_.endpoint, .api_key = look_.api_key, .order_ids = ids_of(look_, n)};
  auto strike = plan_->strike_before_auth(request, counts_);
  if (auto by_hand = next_.strike_before_auth(look_.endpoint, plan_->seed())) strike = by_hand;
  if (!strike) {
    auto strikes = plan_->strikes_on(request, counts_);
    // Which orders a request names is not always told here, but a cancel names one.
    if (auto by_hand = next_.fill_first(look_.endpoint, plan_->seed())) {
      strikes.fill_first = by_hand;
    }
    next_.strike_around(look_.endpoint, plan_->seed(), strikes);
    if (strikes.fill_first) coming.push_back({n, std::move(*strikes.fill_first)});
    strike =
        strikes.before_effect ? std::move(strikes.before_effect) : std::move(strikes.after_effect);
  }
  if (strike) coming.push_back({n, std::move(*strike)});
}

std::vector<ComingStrike> coming_strikes(Preview preview) {
  std::vector<ComingStrike> coming;
  while (!preview.is_over()) preview.next(coming);
  return coming;
}

std::vector<ComingStrike> coming_strikes(const Plan& plan, const PlanLook& look, RuleCounts counts,
                                         NextFailures next) {
  const std::shared_ptr<const Plan> borrowed(std::shared_ptr<const Plan>(), &plan);
  return coming_strikes(Preview(borrowed, look, std::move(counts), std::move(next)));
}

std::vector<std::string> notes_on(const Plan& plan, const PlanLook& look) {
  std::vector<std::string> notes;
  const auto add = [&](const std::string& rules, const std::string& why) {
    if (!rules.empty()) notes.push_back("left out: " + rules + ": " + why);
  };
  add(rule_list(plan, [](const Rule& rule) { return rule.phase == Phase::at_accept; }),
      "the phase at_accept counts connections, not requests");
  add(rule_list(plan, [](const Rule& rule) { return rule.phase == Phase::on_message; }),
      "the phase on_message counts messages of the feed");
  if (look.order_ids.empty()) {
    add(rule_list(plan, [](const Rule& rule) { return rule.order_id.has_value(); }),
        "looks at the order id, and none was given: name the ids in order (--order-id ID, "
        "repeatable, or order_id=ID in the query)");
  }
  for (const auto& rule : plan.rules()) {
    if (auto doubt = doubtful_pattern(*rule)) notes.push_back(std::move(*doubt));
  }
  return notes;
}

}  // namespace everstrike::mock_server
