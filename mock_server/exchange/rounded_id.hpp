// The order that an id means which went through a floating-point number: JavaScript has no other
// ones, and rounds what has more than 15 digits. Found among the orders of one world only.
#pragma once

#include <string_view>

#include "mock_server/exchange/world.hpp"

namespace everstrike::mock_server {

// order_before_rounding gives the order whose id, read as a number, is the number that `id` is;
// nullptr if `id` is no long number or there is no such order.
[[nodiscard]] const Order* order_before_rounding(const World& world, std::string_view id);

}  // namespace everstrike::mock_server
