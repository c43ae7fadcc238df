// POST /auth/order/bulk: 1 to 50 orders of one market, none of them reduce-only, all or nothing.
// The body names them in brackets, `orders[0][pair]=…&orders[0][qty]=…`, as the exchange's own bot
// and the documented JavaScript encoder write a list of objects. They are placed in the order of
// their indices, gaps allowed.
// Answers {"orders": […]} in that order.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

inline constexpr std::size_t kBulkOrdersMax = 50;

// place_bulk refuses with missing_field, invalid_field or stale_timestamp (of one of the orders),
// and then has no effect at all.
[[nodiscard]] Outcome place_bulk(const Call& call);
// num_bulk_orders counts the orders that a request names, right or wrong ones.
[[nodiscard]] std::size_t num_bulk_orders(const std::vector<signing::FormField>& fields);

}  // namespace everstrike::mock_server
