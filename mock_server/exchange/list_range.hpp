// How lists are answered. Which part of one a request asks for: `pair`, `start` and `end` (ms, both
// ends belong to it) and `limit` (100 unless given). What is listed is chosen by its `time`, the
// latest first (assumed). A long list is not written while the key's other requests wait, but by
// Outcome::result_later and from copies, since the orders may change until then.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// One thing that may be listed: its pair, its time, and which it is.
struct Listed {
  std::string_view pair;
  std::int64_t time = 0;
  std::size_t index = 0;
};

// choose_listed gives those of `all`, which stand in the order in which they came to be, that the
// request asks for. It refuses with invalid_field.
[[nodiscard]] Expected<std::vector<Listed>, Outcome> choose_listed(const Call& call,
                                                                   std::vector<Listed> all);

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
