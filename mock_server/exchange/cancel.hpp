// POST /auth/cancel: cancels the order that the field `id` names and answers with it.
// Extra fields (`timestamp`, `recv_window`, …) may stand before or after the id, as the exchange's
// own bot sends them. Any text is an id: an unknown one is "not found", never a format error.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// cancel refuses with missing_id, duplicate_id, unknown_order, already_cancelled or
// already_completed. What was filled before of an order that is cancelled stays filled.
[[nodiscard]] Outcome cancel(const Call& call);

}  // namespace everstrike::mock_server
