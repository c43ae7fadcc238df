// GET /fills: what was filled of the key's orders, one object a fill.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// list_fills refuses with invalid_field.
[[nodiscard]] Outcome list_fills(const Call& call);

}  // namespace everstrike::mock_server
