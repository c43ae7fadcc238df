// Does with a world what the faults want of its orders before a request is handled
// (faults/orders_ahead.hpp).
#pragma once

#include <vector>

#include "mock_server/exchange/world.hpp"
#include "mock_server/faults/orders_ahead.hpp"
#include "mock_server/message/effect.hpp"

namespace everstrike::mock_server {

// What a market order of a pair is filled at; may be empty, and give nothing.
using IndexPrice = std::function<std::optional<double>(std::string_view pair)>;

// prepare_orders opens orders and fills those that are there and active; it gives what it filled.
[[nodiscard]] std::vector<Fill> prepare_orders(const OrdersAhead& ahead, World& world,
                                               std::int64_t unix_ms,
                                               const IndexPrice& index_price = {});

// add_fills puts fills beside what a request did itself; where it did nothing, they are the effect.
void add_fills(std::vector<Fill> fills, Effect& effect);

}  // namespace everstrike::mock_server
