// POST /auth/close: what is left of the position of a market is closed (assumed: the page shows no
// more than the fields). As there is no matching engine, it works on what rests: first the active
// orders of that market which make the position smaller are filled, each at its own price, the
// oldest first; what is then left is closed by an order of the call's own, filled at once at
// `price`, or at the market's. Without a position all active orders of the market are filled.
// `qty` bounds it all.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// close_position takes pair, qty and price (both may be left out) and answers with
// {"order": the last that was filled, "orders": all of them}. Where there is neither a position nor
// an order that rests it accepts, fills nothing and says null, so that the page's example can be
// run as it stands. It refuses with missing_field or invalid_field.
[[nodiscard]] Outcome close_position(const Call& call);

}  // namespace everstrike::mock_server
