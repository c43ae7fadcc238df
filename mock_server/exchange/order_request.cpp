#include "mock_server/exchange/order_request.hpp"

#include <algorithm>
#include <cmath>

namespace everstrike::mock_server {

bool is_pair_name(std::string_view text) {
  constexpr std::string_view kUsd = "USD_", kPerpetual = "_PERP", kSpot = "_USD";
  if (text.starts_with(kUsd) && text.ends_with(kPerpetual)) {
    text.remove_prefix(std::min(kUsd.size(), text.size()));
    text.remove_suffix(std::min(kPerpetual.size(), text.size()));
  } else if (text.ends_with(kSpot)) {
    text.remove_suffix(kSpot.size());
  } else {
    return false;
  }
  const auto upper_or_digit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && std::ranges::all_of(text, upper_or_digit);
}

Expected<Order, Outcome> read_order_request(const std::vector<NamedValue>& fields,
                                            std::int64_t unix_ms, std::string prefix) {
  FieldReader reader(fields, std::move(prefix));
  for (const std::string_view name : {"pair", "qty", "side"}) reader.require(name);

  Order order;
  order.time = unix_ms;
  order.pair = reader.text("pair").value_or("");
  if (!is_pair_name(order.pair)) {
    reader.fail("pair", kPairNameExpected);
  }
  order.side = reader.choice("side", {"BUY", "SELL"}).value_or("");
  order.qty_orig = order.qty_remaining = reader.positive("qty").value_or(0);

  const auto price = reader.positive("price");
  const auto type = reader.choice("type", {"LIMIT", "MARKET"});
  order.type = type.value_or(price ? "LIMIT" : "MARKET");
  if (order.type == "LIMIT" && !price) reader.require("price");
  if (order.type == "MARKET" && price) reader.fail("price", "no price in a MARKET order");
  order.price = order.price_orig = price.value_or(0);
  order.qty_orig_usd = order.qty_orig * order.price;
  if (!std::isfinite(order.qty_orig_usd))
    reader.fail("qty", "expected a smaller one at this price");

  order.trigger_price = reader.positive("trigger_price");
  const auto event = reader.choice("trigger_event", {"MARK_PRICE", "INDEX_PRICE", "LAST_PRICE"});
  if (order.trigger_price) {
    order.trigger_event = std::string(event.value_or("MARK_PRICE"));  // the documented default
    order.status = OrderStatus::untriggered;
    order.is_trigger = true;
  } else if (event) {
    reader.require("trigger_price");
  }
  order.time_in_force = reader.choice("time_in_force", {"GTC", "FOK", "IOC"}).value_or("GTC");
  order.icebergs = reader.positive("icebergs");
  if (const auto oco = reader.text("oco")) order.oco = std::string(*oco);
  order.post_only = reader.flag("post_only").value_or(false);
  order.reduce_only = reader.flag("reduce_only").value_or(false);
  order.close_on_trigger = reader.flag("close_on_trigger").value_or(false);
  order.hidden = reader.flag("hidden").value_or(false);
  order.leverage = reader.positive("leverage").value_or(1);

  if (reader.refusal()) return Unexpected<Outcome>(*reader.refusal());
  return order;
}

}  // namespace everstrike::mock_server
