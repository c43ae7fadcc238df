// Looking at orders: GET /order?id=… answers with one order object; the lists answer with an array
// of them, chosen as list_range.hpp says.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// read_order refuses with missing_id, duplicate_id or unknown_order.
[[nodiscard]] Outcome read_order(const Call& call);

[[nodiscard]] Outcome read_time(const Call& call);  // ms since 1970

// The lists refuse with invalid_field.
[[nodiscard]] Outcome list_orders(const Call& call);  // of any status, without the triggers
// Those that wait, and those that were cancelled or refused before they became orders.
[[nodiscard]] Outcome list_triggers(const Call& call);
[[nodiscard]] Outcome list_active_orders(const Call& call);
[[nodiscard]] Outcome list_cancelled_orders(const Call& call);
[[nodiscard]] Outcome list_completed_orders(const Call& call);  // entirely filled
[[nodiscard]] Outcome list_filled_orders(const Call& call);     // at least partly filled (assumed)

}  // namespace everstrike::mock_server
