// Filling orders. There is no matching engine: an order is filled when somebody says so (POST
// /mock/fill, the fault fill_first, a file), and never by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "mock_server/exchange/world.hpp"
#include "mock_server/message/effect.hpp"

namespace everstrike::mock_server {

// qty_sum adds (or, with a negative one, takes away) quantities and rounds what binary fractions
// leave behind: 0.3 less 0.1 is 0.2, and all parts of an order together are the whole order.
[[nodiscard]] double qty_sum(double a, double b);

// fill_price is what an order is filled at: its own price; a market order has none and gets the
// pair's latest index price, or 200 (as the documented sample) while there is none.
[[nodiscard]] double fill_price(const Order& order, std::optional<double> index_price = {});

// An order has at most so many fills, since each is told whenever the order is. (Orders of files
// may have more.)
inline constexpr std::size_t kFillsMax = 1000;
// may_fill says whether one of `qty` more may be made: what remains may always be filled.
[[nodiscard]] inline bool may_fill(const Order& order, double qty) {
  return order.fills.size() + 1 < kFillsMax || qty >= order.qty_remaining;
}

// fill_order fills `qty` of an active order of `world`, above 0 and at most what remains; nothing
// given: all of it. When nothing remains it is COMPLETED.
Fill fill_order(World& world, Order& order, std::optional<double> qty, std::int64_t unix_ms,
                std::optional<double> index_price = {});

}  // namespace everstrike::mock_server
