#include "mock_server/pipeline/prepare_orders.hpp"

#include <algorithm>

#include "mock_server/exchange/fill_order.hpp"
#include "mock_server/exchange/order_quantities.hpp"

namespace everstrike::mock_server {
namespace {

void open(const OrdersAhead::ToOpen& wanted, World& world, std::int64_t unix_ms) {
  if (world.find(wanted.id) != nullptr) return;
  Order order{.id = wanted.id, .time = unix_ms};
  if (wanted.filled == OrdersAhead::Filled::half) set_filled(order, order.qty_orig / 2);
  if (wanted.filled == OrdersAhead::Filled::all) set_filled(order, order.qty_orig);
  if (world.may_place()) world.place(std::move(order));
}

}  // namespace

std::vector<Fill> prepare_orders(const OrdersAhead& ahead, World& world, std::int64_t unix_ms,
                                 const IndexPrice& index_price) {
  for (const auto& wanted : ahead.to_open) open(wanted, world, unix_ms);
  std::vector<Fill> fills;
  for (const std::string& id : ahead.to_fill) {
    const Order* resting = world.find(id);
    if (resting == nullptr || resting->status != OrderStatus::active) continue;
    const double qty =
        std::min(ahead.fill_qty.value_or(resting->qty_remaining), resting->qty_remaining);
    if (!may_fill(*resting, qty)) continue;
    Order* order = world.find_to_change(id);
    fills.push_back(fill_order(world, *order, qty, unix_ms,
                               index_price ? index_price(order->pair) : std::nullopt));
  }
  return fills;
}

void add_fills(std::vector<Fill> fills, Effect& effect) {
  if (fills.empty()) return;
  if (effect.kind == Effect::Kind::none) {
    effect.kind = Effect::Kind::filled;
    for (const Fill& fill : fills) effect.order_ids.push_back(fill.order);
  }
  effect.fills = std::move(fills);
}

}  // namespace everstrike::mock_server
