#include "mock_server/exchange/order_request.hpp"

#include <algorithm>
#include <cmath>

namespace everstrike::mock_server {
namespace {

template <class Value, std::size_t kCount>
std::optional<Value> choose(FieldReader& reader, std::string_view name,
                            const json::Words<Value, kCount>& words) {
  const auto word = reader.choice(name, json::only_words(words));
  return word ? json::value_of(*word, words) : std::nullopt;
}

}  // namespace

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
  const std::string_view pair = reader.text("pair").value_or("");
  if (is_pair_name(pair)) {
    order.pair = pair;
  } else {
    reader.fail("pair", kPairNameExpected);
  }
  order.side = choose(reader, "side", kSides).value_or(Side::buy);
  order.qty_orig = order.qty_remaining = reader.positive("qty").value_or(0);

  const auto price = reader.positive("price");
  const auto type = choose(reader, "type", kOrderTypes);
  order.type = type.value_or(price ? OrderType::limit : OrderType::market);
  if (order.type == OrderType::limit && !price) reader.require("price");
  if (order.type == OrderType::market && price) reader.fail("price", "no price in a MARKET order");
  order.price = order.price_orig = price.value_or(0);
  order.qty_orig_usd = order.qty_orig * order.price;
  if (!std::isfinite(order.qty_orig_usd)) reader.fail("qty", "a smaller one at this price");

  const auto trigger_price = reader.positive("trigger_price");
  const auto event = choose(reader, "trigger_event", kTriggerEvents);
  if (trigger_price) {
    order.rare.change().trigger_price = trigger_price;
    order.rare.change().trigger_event = event.value_or(TriggerEvent::mark_price);  // documented
    order.status = OrderStatus::untriggered;
    order.is_trigger = true;
  } else if (event) {
    reader.require("trigger_price");
  }
  order.time_in_force =
      choose(reader, "time_in_force", kTimesInForce).value_or(order.time_in_force);
  if (const auto icebergs = reader.positive("icebergs")) order.rare.change().icebergs = icebergs;
  if (const auto oco = reader.text("oco")) order.rare.change().oco = *oco;
  order.post_only = reader.flag("post_only").value_or(false);
  order.reduce_only = reader.flag("reduce_only").value_or(false);
  order.close_on_trigger = reader.flag("close_on_trigger").value_or(false);
  order.hidden = reader.flag("hidden").value_or(false);
  order.leverage = reader.positive("leverage").value_or(1);

  if (reader.refusal()) return Unexpected<Outcome>(*reader.refusal());
  return order;
}

}  // namespace everstrike::mock_server
