// Many orders or fills as the result of a request. A long list is not written while the key's other
// requests wait, but by Outcome::result_later and from copies, since the orders may change until
// then.
#pragma once

#include <string>
#include <vector>

#include "mock_server/exchange/order.hpp"
#include "mock_server/exchange/outcome.hpp"

namespace everstrike::mock_server {

// A longer list is made later.
inline constexpr std::size_t kListedAtOnce = 500;

// tell_orders makes the result a JSON list of these orders with `before` and `after` around it.
void tell_orders(const std::vector<const Order*>& orders, Outcome& outcome, std::string before = "",
                 std::string after = "");

// One fill, and the order that it is of.
struct ToldFill {
  const Trade* trade;
  const Order* order;
};

// tell_fills makes the result a JSON list of these fills.
void tell_fills(const std::vector<ToldFill>& fills, Outcome& outcome);

}  // namespace everstrike::mock_server
