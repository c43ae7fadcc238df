// The fields of one new order, checked and turned into an `Order` that is ready to rest. Used for
// a single order and for each order of a bulk.
// Documented: pair, qty, side (BUY, SELL), price (left out: a market order). From the order object
// and the exchange's own bot: trigger_price, trigger_event, time_in_force, post_only, reduce_only,
// hidden, leverage. There is no matching engine: market orders, FOK and IOC rest too. One with a
// trigger_price is a trigger (trigger.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/field_reader.hpp"
#include "mock_server/exchange/order.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// read_order_request gives an order without an id whose time is `unix_ms`. It refuses with
// missing_field or invalid_field; `prefix` stands before field names there ("orders[3].").
[[nodiscard]] Expected<Order, Outcome> read_order_request(const std::vector<NamedValue>& fields,
                                                          std::int64_t unix_ms,
                                                          std::string prefix = {});

// is_pair_name says whether a text looks like a market of the exchange: USD_<BASE>_PERP (all
// derivatives) or <BASE>_USD (spot). "BTC/USD" and lower case do not.
[[nodiscard]] bool is_pair_name(std::string_view text);
inline constexpr std::string_view kPairNameExpected =
    "a market's name, such as USD_BTC_PERP or BTC_USD";

}  // namespace everstrike::mock_server
