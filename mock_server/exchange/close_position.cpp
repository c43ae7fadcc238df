#include "mock_server/exchange/close_position.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mock_server/exchange/field_reader.hpp"
#include "mock_server/exchange/fill_order.hpp"
#include "mock_server/exchange/list_range.hpp"
#include "mock_server/exchange/order_request.hpp"

namespace everstrike::mock_server {
namespace {

Order closing_order(const Position& position, double qty, std::optional<double> price,
                    std::int64_t unix_ms) {
  Order order;
  order.pair = position.pair;
  order.side = position.size > 0 ? Side::sell : Side::buy;
  order.type = price ? OrderType::limit : OrderType::market;
  order.price = order.price_orig = price.value_or(0);
  order.qty_orig = order.qty_remaining = qty;
  order.qty_orig_usd = qty * order.price;
  order.reduce_only = true;
  order.time = unix_ms;
  return order;
}

}  // namespace

Outcome close_position(const Call& call) {
  FieldReader reader(named_values(call.fields));
  reader.require("pair");
  const std::string_view pair = reader.text("pair").value_or("");
  if (!is_pair_name(pair)) reader.fail("pair", kPairNameExpected);
  const auto qty = reader.positive("qty");
  const auto price = reader.positive("price");
  if (reader.refusal()) return *reader.refusal();

  World& world = call.world;
  const Position position = world.positions().of(pair);
  const bool has_position = position.size != 0;
  double left = qty.value_or(std::numeric_limits<double>::infinity());
  if (has_position) left = std::min(left, std::abs(position.size));

  Outcome outcome;
  outcome.effect.kind = Effect::Kind::filled;
  const auto fill = [&](const Order& resting) {
    Order& order = world.to_change(resting);
    const double most = std::min(left, order.qty_remaining);
    const Fill filled = fill_order(world, order, most, call.unix_ms);
    left = std::isinf(left) ? left : qty_sum(left, -filled.qty);
    outcome.effect.order_ids.push_back(order.id);
    outcome.effect.fills.push_back(filled);
  };
  for (const Order* order : world.active_orders()) {
    const bool closes = !has_position || (order->side == Side::sell) == (position.size > 0);
    if (left > 0 && order->pair == pair && closes &&
        may_fill(*order, std::min(left, order->qty_remaining))) {
      fill(*order);
    }
  }
  if (has_position && left > 0) {
    fill(world.add(closing_order(position, left, price, call.unix_ms)));
  }
  if (outcome.effect.order_ids.empty()) {
    return {.detail = "there is no position and no order rests in this market",
            .result_json = R"({"order":null,"orders":[]})"};
  }

  std::vector<const Order*> filled;
  for (const std::string& id : outcome.effect.order_ids) filled.push_back(world.find(id));
  std::string before = "{\"order\":";
  append_json(before, *filled.back());
  tell_orders(filled, outcome, before + ",\"orders\":", "}");
  return outcome;
}

}  // namespace everstrike::mock_server
