// POST /auth/order: a new order, which rests until it is cancelled. Answers {"order": {…}}, as the
// exchange's own bot reads it, with an id whose instant is the order's `time`.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// place_order refuses with missing_field or invalid_field, and then has no effect.
[[nodiscard]] Outcome place_order(const Call& call);

}  // namespace everstrike::mock_server
