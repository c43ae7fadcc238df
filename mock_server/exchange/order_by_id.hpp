// The order that the field `id` of a request names, for the endpoints that take one id.
#pragma once

#include "mock_server/exchange/call.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// order_by_id refuses with missing_id, duplicate_id or unknown_order. The order is valid until
// the world gets a new one.
[[nodiscard]] Expected<const Order*, Outcome> order_by_id(const Call& call);

}  // namespace everstrike::mock_server
