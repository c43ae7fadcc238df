#include "mock_server/exchange/reads.hpp"

#include <memory>
#include <vector>

#include "json/writer.hpp"
#include "mock_server/exchange/list_range.hpp"
#include "mock_server/exchange/order_by_id.hpp"

namespace everstrike::mock_server {
namespace {

void append_to(std::string& list, const Order& order, std::size_t count) {
  const bool is_first = list.size() == 1;
  if (!is_first) list += ',';
  append_json(list, order);
  if (is_first) reserve_like_first(list, count);
}

// From copies, since the orders may change until then.
Outcome list_later(const std::vector<const Order*>& orders, const std::vector<Listed>& chosen) {
  auto copies = std::make_shared<std::vector<Order>>();
  copies->reserve(chosen.size());
  for (const Listed& one : chosen) copies->push_back(*orders[one.index]);
  Outcome outcome;
  std::string first;
  append_json(first, copies->front());
  outcome.result_bytes = chosen.size() * (first.size() + first.size() / 16);
  outcome.result_later = [copies] {
    std::string list = "[";
    for (const Order& order : *copies) append_to(list, order, copies->size());
    return list += ']';
  };
  return outcome;
}

template <class Predicate>
Outcome list(const Call& call, Predicate belongs) {
  const std::vector<const Order*> orders = call.world.orders();
  std::vector<Listed> all;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (belongs(*orders[i])) all.push_back({orders[i]->pair, orders[i]->time, i});
  }
  const auto chosen = choose_listed(call, std::move(all));
  if (!chosen) return chosen.error();
  if (chosen->size() > kListedAtOnce) return list_later(orders, *chosen);

  Outcome outcome;
  outcome.result_json = "[";
  for (const Listed& one : *chosen) {
    append_to(outcome.result_json, *orders[one.index], chosen->size());
  }
  outcome.result_json += ']';
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
