#include "mock_server/exchange/reads.hpp"

#include <algorithm>

#include "json/writer.hpp"
#include "mock_server/exchange/field_reader.hpp"
#include "mock_server/exchange/order_by_id.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kLimitDefault = 100;

template <class Predicate>
Outcome list(const Call& call, Predicate belongs) {
  FieldReader reader(named_values(call.fields));
  const auto pair = reader.text("pair");
  const auto start = reader.number("start");
  const auto end = reader.number("end");
  const std::size_t limit = reader.limit(kLimitDefault);
  if (reader.refusal()) return *reader.refusal();

  std::vector<const Order*> chosen;
  for (const Order* order : call.world.orders()) {
    const auto time = static_cast<double>(order->time);
    if (!belongs(*order) || (pair && order->pair != *pair)) continue;
    if ((start && time < *start) || (end && time > *end)) continue;
    chosen.push_back(order);
  }
  // Of the same millisecond, the one that was placed later comes first.
  std::ranges::reverse(chosen);
  std::ranges::stable_sort(chosen, std::ranges::greater(), &Order::time);
  if (chosen.size() > limit) chosen.resize(limit);

  Outcome outcome;
  outcome.result_json = "[";
  for (const Order* order : chosen) {
    if (outcome.result_json.size() > 1) outcome.result_json += ',';
    append_json(outcome.result_json, *order);
  }
  outcome.result_json += ']';
  return outcome;
}

Outcome list_of(const Call& call, OrderStatus status) {
  return list(call, [status](const Order& order) {
    return order.status == status && !order.is_trigger;
  });
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
