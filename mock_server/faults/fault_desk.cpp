#include "mock_server/faults/fault_desk.hpp"

#include <utility>
#include <vector>

#include "mock_server/faults/magic_order.hpp"

namespace everstrike::mock_server {

RuleCounts& FaultMemory::counts_for(const std::shared_ptr<const Plan>& plan) {
  if (counted_for.owner_before(plan) || plan.owner_before(counted_for)) {
    counts.clear();
    counted_for = plan;
  }
  return counts;
}

namespace {

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

FaultDesk::FaultDesk(Plan plan, bool magic_order_ids)
    : magic_order_ids_(magic_order_ids),
      plan_(std::make_shared<const Plan>(std::move(plan))),
      has_rules_(!plan_->rules().empty()),
      looks_at_connections_(plan_->looks_at_connections()),
      looks_at_messages_(plan_->looks_at_messages()) {}

void FaultDesk::set_plan(Plan plan) {
  auto fresh = std::make_shared<const Plan>(std::move(plan));
  // What was there before may be much, and is freed after the lock.
  decltype(strangers_) strangers;
  decltype(messages_) messages;
  const std::lock_guard lock(mutex_);
  std::swap(plan_, fresh);
  strangers_.swap(strangers);
  further_strangers_ = {};
  connections_.clear();
  messages_.swap(messages);
  looks_at_messages_ = plan_->looks_at_messages();
  looks_at_connections_ = plan_->looks_at_connections();
  has_rules_ = !plan_->rules().empty();
}

std::shared_ptr<const Plan> FaultDesk::plan() const {
  const std::lock_guard lock(mutex_);
  return plan_;
}

std::shared_ptr<const Plan> FaultDesk::plan_for(const FaultMemory& memory) const {
  return memory.own_plan ? memory.own_plan : plan();
}

bool FaultDesk::admits_connection() {
  if (!looks_at_connections_.load(std::memory_order_acquire)) return true;
  const std::lock_guard lock(mutex_);
  return !plan_->strike_at_accept(connections_);
}

std::optional<Strike> FaultDesk::before_auth(const FaultQuestion& question,
                                             FaultMemory& memory) const {
  const bool has_own = memory.own_plan || !memory.next.empty();
  if (!has_own && !has_rules_.load(std::memory_order_acquire)) return std::nullopt;
  const auto plan = plan_for(memory);
  auto strike = plan->strike_before_auth(Look(*plan, question).look, memory.counts_for(plan));
  auto by_hand = memory.next.strike_before_auth(question.endpoint, plan->seed());
  return by_hand ? std::move(by_hand) : std::move(strike);
}

std::optional<Strike> FaultDesk::before_auth_of_stranger(const FaultQuestion& question) {
  if (!has_rules_.load(std::memory_order_acquire)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto found = strangers_.find(question.api_key);
  if (found == strangers_.end() && strangers_.size() < kStrangersMax) {
    found = strangers_.emplace(std::string(question.api_key), FaultMemory()).first;
  }
  FaultMemory& memory = found == strangers_.end() ? further_strangers_ : found->second;
  return plan_->strike_before_auth(Look(*plan_, question).look, memory.counts_for(plan_));
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
  if (memory.own_plan || has_rules_.load(std::memory_order_acquire)) {
    const auto plan = plan_for(memory);
    const Look seen(*plan, question);
    around.strikes = plan->strikes_on(seen.look, memory.counts_for(plan));
    if (around.strikes.fill_first) fill_named(*around.strikes.fill_first->rule, seen.ids, around);
  }
  if (!memory.next.empty()) {
    if (auto ids = order_ids(question.form); !ids.empty()) {
      if (auto by_hand = memory.next.fill_first(question.endpoint, plan_for(memory)->seed())) {
        around.orders.to_fill.clear();
        fill_named(*by_hand->rule, ids, around);
        around.strikes.fill_first = std::move(by_hand);
      }
    }
  }
  if (magic_order_ids_ && question.form.text().find(kMagicPrefix) != std::string_view::npos) {
    look_at_ids(question, memory, around);
  }
  // After the ids that strike by themselves, since what was asked for by hand goes before them too.
  if (!memory.next.empty()) {
    memory.next.strike_around(question.endpoint, plan_for(memory)->seed(), around.strikes);
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
