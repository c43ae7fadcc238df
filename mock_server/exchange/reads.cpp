#include "mock_server/exchange/reads.hpp"

#include <vector>

#include "json/writer.hpp"
#include "mock_server/exchange/list_range.hpp"
#include "mock_server/exchange/order_by_id.hpp"

namespace everstrike::mock_server {
namespace {

template <class Predicate>
Outcome list(const Call& call, Predicate belongs) {
  const std::vector<const Order*> orders = call.world.orders();
  std::vector<Listed> all;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (belongs(*orders[i])) all.push_back({orders[i]->pair, orders[i]->time, i});
  }
  const auto chosen = choose_listed(call, std::move(all));
  if (!chosen) return chosen.error();
  std::vector<const Order*> told;
  told.reserve(chosen->size());
  for (const Listed& one : *chosen) told.push_back(orders[one.index]);
  Outcome outcome;
  tell_orders(told, outcome);
  return outcome;
}

Outcome list_of(const Call& call, OrderStatus status) {
  return list(call,
              [status](const Order& order) { return order.status == status && !order.is_trigger; });
}

}  // namespace

Outcome read_order(const Call& call) {
  const auto order = order_by_id(call);
  if (!order) return order.error();
  Outcome outcome;
  append_json(outcome.result_json, **order);
  return outcome;
}

Outcome read_time(const Call& call) {
  Outcome outcome;
  json::append_number(outcome.result_json, call.unix_ms);
  return outcome;
}

Outcome list_orders(const Call& call) {
  return list(call, [](const Order& order) { return !order.is_trigger; });
}
Outcome list_triggers(const Call& call) {
  return list(call, [](const Order& order) { return order.is_trigger; });
}
Outcome list_active_orders(const Call& call) { return list_of(call, OrderStatus::active); }
Outcome list_cancelled_orders(const Call& call) { return list_of(call, OrderStatus::cancelled); }
Outcome list_completed_orders(const Call& call) { return list_of(call, OrderStatus::completed); }
Outcome list_filled_orders(const Call& call) {
  return list(call, [](const Order& order) {
    return order.qty_filled > 0 || order.status == OrderStatus::completed;
  });
}

}  // namespace everstrike::mock_server
