// One order with every field that the exchange documents for it. There is no matching engine: an
// order rests until it is cancelled, or until somebody fills it (fill_order.hpp).
// Source: the exchange's pages of POST /auth/cancel, POST /auth/cancel/bulk and GET /order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/words.hpp"
#include "mock_server/exchange/trade.hpp"
#include "mock_server/message/shared_text.hpp"

namespace everstrike::mock_server {

enum class OrderStatus : std::uint8_t { untriggered, active, cancelled, completed };
enum class Side : std::uint8_t { buy, sell };
enum class OrderType : std::uint8_t { limit, market };
enum class TimeInForce : std::uint8_t { good_till_cancelled, fill_or_kill, immediate_or_cancel };
enum class TriggerEvent : std::uint8_t { mark_price, index_price, last_price };

inline constexpr json::Words<OrderStatus, 4> kOrderStatuses = {{
    {"UNTRIGGERED", OrderStatus::untriggered},
    {"ACTIVE", OrderStatus::active},
    {"CANCELLED", OrderStatus::cancelled},
    {"COMPLETED", OrderStatus::completed},
}};
inline constexpr json::Words<Side, 2> kSides = {{{"BUY", Side::buy}, {"SELL", Side::sell}}};
inline constexpr json::Words<OrderType, 2> kOrderTypes = {
    {{"LIMIT", OrderType::limit}, {"MARKET", OrderType::market}}};
inline constexpr json::Words<TimeInForce, 3> kTimesInForce = {{
    {"GTC", TimeInForce::good_till_cancelled},
    {"FOK", TimeInForce::fill_or_kill},
    {"IOC", TimeInForce::immediate_or_cancel},
}};
inline constexpr json::Words<TriggerEvent, 3> kTriggerEvents = {{
    {"MARK_PRICE", TriggerEvent::mark_price},
    {"INDEX_PRICE", TriggerEvent::index_price},
    {"LAST_PRICE", TriggerEvent::last_price},
}};

[[nodiscard]] constexpr std::string_view status_text(OrderStatus status) {
  return json::word_of(status, kOrderStatuses);
}

// What few orders have.
struct RareMembers {
  std::optional<std::string> oco = {};
  std::optional<double> icebergs = {};
  std::optional<double> trigger_price = {};
  std::optional<TriggerEvent> trigger_event = {};
  std::string msg = {};  // why a trigger that was set off became no order; else empty
};

// A value that is its default nearly always, and takes no more than a pointer then.
template <class T>
class Rarely {
 public:
  Rarely() = default;
  ~Rarely() = default;
  Rarely(Rarely&&) noexcept = default;
  Rarely& operator=(Rarely&&) noexcept = default;
  Rarely(const Rarely& other) : own_(other.own_ ? std::make_unique<T>(*other.own_) : nullptr) {}
  Rarely& operator=(const Rarely& other) {
    *this = Rarely(other);
    return *this;
  }

  [[nodiscard]] const T& get() const {
    static const T usual = {};
    return own_ ? *own_ : usual;
  }
  // change gives the value as one's own.
  [[nodiscard]] T& change() {
    if (!own_) own_ = std::make_unique<T>();
    return *own_;
  }

 private:
  std::unique_ptr<T> own_;
};

// The documented example's, which nearly all orders have.
[[nodiscard]] const SharedText& usual_pair();
[[nodiscard]] const SharedText& usual_customer_id();

// Defaults are the documented example's values. There may be a million of them, so what many have
// in common is kept once and what is absent takes no room.
struct Order {
  std::string id;
  SharedText pair = usual_pair();
  Side side = Side::buy;
  OrderType type = OrderType::limit;
  OrderStatus status = OrderStatus::active;
  double price = 200;
  double price_orig = 200;
  double qty_orig = 0.02225;
  double qty_orig_usd = 3.09956993634425;
  double qty_remaining = 0.02225;
  double qty_filled = 0;
  std::vector<Trade> fills = {};
  std::int64_t time = 0;  // last update, ms since 1970
  TimeInForce time_in_force = TimeInForce::good_till_cancelled;
  bool close_on_trigger = false;
  bool reduce_only = false;
  bool post_only = false;
  bool hidden = false;
  // Not yet an order but a trigger that waits, or one that never became an order: it is listed in
  // GET /triggers and nowhere else (trigger.hpp).
  bool is_trigger = false;
  bool placed = false;  // by a client, so it counts against --max-orders
  double leverage = 1;
  SharedText customer_id = usual_customer_id();
  Rarely<RareMembers> rare = {};
};

// has_foreign_text tells whether any text in the order's JSON but its id was chosen by somebody
// else.
[[nodiscard]] bool has_foreign_text(const Order& order);

[[nodiscard]] constexpr bool can_be_cancelled(OrderStatus status) {
  return status == OrderStatus::active || status == OrderStatus::untriggered;
}

// append_json writes the order as the exchange's JSON object, fields in the documented order.
// Written by hand: this is on the path of every cancel, and a JSON library costs a third of the
// server's throughput there.
void append_json(std::string& out, const Order& order);

}  // namespace everstrike::mock_server
