#include "mock_server/exchange/fill_order.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace everstrike::mock_server {

double qty_sum(double a, double b) {
  const double sum = a + b;
  // A double holds 15 decimal digits of the larger one, so the sum is good to the last of those.
  const double largest = std::max({std::abs(a), std::abs(b), std::abs(sum)});
  if (!(largest > 0) || !std::isfinite(largest)) return sum;
  const int decimals = 14 - static_cast<int>(std::floor(std::log10(largest)));
  if (decimals < 0 || decimals > 22) return sum;  // powers of ten up to there are exact
  const double scale = std::pow(10.0, decimals);
  return std::round(sum * scale) / scale;
}

double fill_price(const Order& order, std::optional<double> index_price) {
  constexpr double kWithoutIndex = 200;
  return order.price > 0 ? order.price : index_price.value_or(kWithoutIndex);
}

Fill fill_order(World& world, Order& order, std::optional<double> qty, std::int64_t unix_ms,
                std::optional<double> index_price) {
  const double filled = qty.value_or(order.qty_remaining);
  order.fills.push_back({.id = world.next_trade_id(unix_ms),
                         .price = fill_price(order, index_price),
                         .qty = filled,
                         .time = unix_ms});
  world.positions().apply(order, order.fills.back());
  order.qty_remaining = qty_sum(order.qty_remaining, -filled);
  order.qty_filled = qty_sum(order.qty_orig, -order.qty_remaining);
  if (order.qty_remaining <= 0) order.status = OrderStatus::completed;
  order.time = unix_ms;
  return {.order = order.id, .qty = filled, .remaining = order.qty_remaining};
}

}  // namespace everstrike::mock_server
