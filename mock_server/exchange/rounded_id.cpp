#include "mock_server/exchange/rounded_id.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kExactDigits = 15;
constexpr std::size_t kDigitsMax = 64;

std::optional<double> read_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_long_number(std::string_view text) {
  return text.size() > kExactDigits && text.size() <= kDigitsMax;
}

}  // namespace

const Order* order_before_rounding(const World& world, std::string_view id) {
  if (!is_long_number(id) || !signing::is_digit(id.front())) return nullptr;
  const auto rounded = read_double(id);
  if (!rounded) return nullptr;
  for (const Order* order : world.orders()) {
    const bool is_number = is_long_number(order->id) &&
                           std::all_of(order->id.begin(), order->id.end(), signing::is_digit);
    if (is_number && read_double(order->id) == rounded) return order;
  }
  return nullptr;
}

}  // namespace everstrike::mock_server
