// POST /auth/cancel/bulk: cancels up to 100 orders, or all active ones when no id is given.
// The list may be spelled `ids[0]=…`, `ids[]=…`, `ids=…` once or repeatedly; an id that comes twice
// counts once. Answers with the array of the orders, in the order in which they were asked for
// (all: in the order in which they were placed).
// What is no error: an order that was cancelled or completed before (the exchange's own bot asks
// for the same order several times); it is answered as it stands and has no effect. Assumed: an
// unknown id is left out of the answer, and only when every id is unknown the request is refused.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

inline constexpr std::size_t kBulkCancelsMax = 100;

// cancel_bulk refuses with unknown_order, or invalid_field for a list that it cannot read or that
// is too long: a mistake in the list must never turn into "cancel everything".
[[nodiscard]] Outcome cancel_bulk(const Call& call);

}  // namespace everstrike::mock_server
