// One order with every field that the exchange documents for it. There is no matching engine: an
// order rests until it is cancelled, or until somebody fills it (fill_order.hpp).
// Source: the exchange's pages of POST /auth/cancel, POST /auth/cancel/bulk and GET /order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/trade.hpp"

namespace everstrike::mock_server {

enum class OrderStatus { untriggered, active, cancelled, completed };

[[nodiscard]] std::string_view status_text(OrderStatus status);  // UNTRIGGERED, ACTIVE, …
[[nodiscard]] std::optional<OrderStatus> status_of_text(std::string_view text);

// Defaults are the documented example's values.
struct Order {
  std::string id;
  std::string pair = "USD_BTC_PERP";
  std::string side = "BUY";    // BUY, SELL
  std::string type = "LIMIT";  // LIMIT, MARKET
  OrderStatus status = OrderStatus::active;
  double price = 200;
  double price_orig = 200;
  double qty_orig = 0.02225;
  double qty_orig_usd = 3.09956993634425;
  double qty_remaining = 0.02225;
  double qty_filled = 0;
  std::vector<Trade> fills = {};
  std::int64_t time = 0;              // last update, ms since 1970
  std::string time_in_force = "GTC";  // GTC, FOK, IOC
  std::optional<std::string> oco;
  std::optional<double> icebergs;
  std::optional<double> trigger_price;
  std::optional<std::string> trigger_event;  // MARK_PRICE, INDEX_PRICE, LAST_PRICE
  bool close_on_trigger = false;
  bool reduce_only = false;
  bool post_only = false;
  bool hidden = false;
  double leverage = 1;
  std::string customer_id = "5f9ca5f0-380e-11e9-bf51-91a076098e19";
  // Not yet an order but a trigger that waits, or one that never became an order: it is listed in
  // GET /triggers and nowhere else (trigger.hpp).
  bool is_trigger = false;
  bool placed = false;   // by a client, so it counts against --max-orders
  std::string msg = {};  // why a trigger that was set off became no order; else empty
};

[[nodiscard]] constexpr bool can_be_cancelled(OrderStatus status) {
  return status == OrderStatus::active || status == OrderStatus::untriggered;
}

// append_json writes the order as the exchange's JSON object, fields in the documented order.
// Written by hand: this is on the path of every cancel, and a JSON library costs a third of the
// server's throughput there.
void append_json(std::string& out, const Order& order);

}  // namespace everstrike::mock_server
