#include "mock_server/faults/fault_desk.hpp"

#include <utility>
#include <vector>

#include "mock_server/faults/magic_order.hpp"

namespace everstrike::mock_server {
namespace {

// The ids that a form names: id, ids, ids[], ids[0]. A form that can't be read names none.
std::vector<std::string> order_ids(const FormReading& form) {
  std::vector<std::string> ids;
  const auto& fields = form.fields();
  if (!fields) return ids;
  for (const auto& field : *fields) {
    if (field.name == "id" || field.name == "ids" || field.name.starts_with("ids[")) {
      ids.push_back(field.value);
    }
  }
  return ids;
}

// Counts start again when the plan is another one.
RuleCounts& counts_for(const std::shared_ptr<const Plan>& plan, FaultMemory& memory) {
  if (memory.counted_for != plan) {
    memory.counts.clear();
    memory.counted_for = plan;
  }
  return memory.counts;
}

struct Look {
  Look(const Plan& plan, const FaultQuestion& question)
      : ids(plan.looks_at_order_ids() ? order_ids(question.form) : std::vector<std::string>()),
        look{.endpoint = question.endpoint, .api_key = question.api_key, .order_ids = ids} {}
  std::vector<std::string> ids;
  RequestLook look;
};

// A rule with a pattern of ids means the orders that fit it, whichever others the request names.
void fill_named(const Rule& rule, const std::vector<std::string>& ids,
                FaultDesk::AroundEffect& around) {
  for (const std::string& id : ids) {
    if (!rule.order_id || matches_pattern(*rule.order_id, id)) around.orders.to_fill.push_back(id);
  }
  around.orders.fill_qty = std::get<FillFirst>(rule.fault).qty;
}

}  // namespace

FaultDesk::FaultDesk(Plan plan, bool magic_order_ids)
    : magic_order_ids_(magic_order_ids),
      plan_(std::make_shared<const Plan>(std::move(plan))),
      has_rules_(!plan_->rules().empty()),
      looks_at_connections_(plan_->looks_at_connections()),
      looks_at_messages_(plan_->looks_at_messages()) {}

void FaultDesk::set_plan(Plan plan) {
  auto fresh = std::make_shared<const Plan>(std::move(plan));
  const std::lock_guard lock(mutex_);
  plan_ = std::move(fresh);
  strangers_.clear();
  further_strangers_ = {};
  connections_.clear();
  messages_.clear();
  looks_at_messages_ = plan_->looks_at_messages();
  looks_at_connections_ = plan_->looks_at_connections();
  has_rules_ = !plan_->rules().empty();
}

std::shared_ptr<const Plan> FaultDesk::plan() const {
  const std::lock_guard lock(mutex_);
  return plan_;
}

bool FaultDesk::admits_connection() {
  if (!looks_at_connections_.load(std::memory_order_acquire)) return true;
  const std::lock_guard lock(mutex_);
  return !plan_->strike_at_accept(connections_);
}

std::optional<Strike> FaultDesk::before_auth(const FaultQuestion& question,
                                             FaultMemory& memory) const {
  if (!has_rules_.load(std::memory_order_acquire)) return std::nullopt;
  const auto plan = this->plan();
  return plan->strike_before_auth(Look(*plan, question).look, counts_for(plan, memory));
}

std::optional<Strike> FaultDesk::before_auth_of_stranger(const FaultQuestion& question) {
  if (!has_rules_.load(std::memory_order_acquire)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto found = strangers_.find(question.api_key);
  if (found == strangers_.end() && strangers_.size() < kStrangersMax) {
    found = strangers_.emplace(std::string(question.api_key), FaultMemory()).first;
  }
  FaultMemory& memory = found == strangers_.end() ? further_strangers_ : found->second;
  return plan_->strike_before_auth(Look(*plan_, question).look, counts_for(plan_, memory));
}

MessageFate FaultDesk::on_message(const MessageLook& look) {
  if (!looks_at_messages_.load(std::memory_order_acquire)) return {};
  const std::lock_guard lock(mutex_);
  auto counts = messages_.find(look.api_key);
  if (counts == messages_.end()) {
    // Beyond the bound further keys count together with those that have none.
    const bool has_room = messages_.size() < kStrangersMax;
    counts = messages_.try_emplace(std::string(has_room ? look.api_key : "")).first;
  }
  const auto strike = plan_->strike_on_message(look, counts->second);
  if (!strike) return {};
  MessageFate fate = fate_of(strike->rule->fault).value_or(MessageFate{});
  fate.fault = replay_text(*strike);
  return fate;
}

void FaultDesk::forget_messages(std::string_view api_key) {
  const std::lock_guard lock(mutex_);
  if (const auto counts = messages_.find(api_key); counts != messages_.end()) {
    messages_.erase(counts);
  }
}

FaultDesk::AroundEffect FaultDesk::around_effect(const FaultQuestion& question,
                                                 FaultMemory& memory) const {
  AroundEffect around;
  if (has_rules_.load(std::memory_order_acquire)) {
    const auto plan = this->plan();
    const Look seen(*plan, question);
    around.strikes = plan->strikes_on(seen.look, counts_for(plan, memory));
    if (around.strikes.fill_first) fill_named(*around.strikes.fill_first->rule, seen.ids, around);
  }
  if (magic_order_ids_ && question.form.text().find(kMagicPrefix) != std::string_view::npos) {
    look_at_ids(question, memory, around);
  }
  return around;
}

// Of the ids that strike by themselves, the first one of a cancel does; a rule of the plan goes
// before it. Those that are only in a certain state are there for whoever names them.
void FaultDesk::look_at_ids(const FaultQuestion& question, FaultMemory& memory,
                            AroundEffect& around) {
  bool may_strike = question.endpoint.find("cancel") != std::string_view::npos;
  for (const std::string& id : order_ids(question.form)) {
    const auto filled = magic_filled(id);
    auto magic = may_strike && !filled ? magic_order(id) : std::nullopt;
    if (!magic && !filled) continue;
    const bool is_known = memory.magic_orders.contains(id);
    if (!is_known) {
      if (memory.magic_orders.size() >= kMagicOrdersMax) return;
      memory.magic_orders.insert(id);
      around.orders.to_open.push_back({id, filled.value_or(OrdersAhead::Filled::nothing)});
    }
    if (!magic) continue;
    may_strike = false;
    if (is_known && !magic->always) continue;
    auto& slot = magic->rule.phase == Phase::before_effect ? around.strikes.before_effect
                                                           : around.strikes.after_effect;
    if (!slot) slot = Strike{std::make_shared<const Rule>(std::move(magic->rule)), 1, 0};
  }
}

}  // namespace everstrike::mock_server
