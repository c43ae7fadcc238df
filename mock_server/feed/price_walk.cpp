#include "mock_server/feed/price_walk.hpp"

#include <algorithm>
#include <array>

#include "mock_server/message/dice.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kBitcoin = "USD_BTC_PERP";

// Of the first: 60 a second at most, within 300 of 50,000.
constexpr std::array kMarkets = {
    Market{.pair = kBitcoin, .start = 50'000, .step = 120, .range = 600},
    Market{.pair = "USD_ETH_PERP", .start = 3'000, .step = 8, .range = 36},
    Market{.pair = "USD_BTCCALL_PERP",
           .start = 200,
           .step = 4,
           .range = 20,
           .underlying = kBitcoin,
           .strike = 50'000},
    Market{.pair = "BTC_USD", .start = 50'000, .step = 120, .range = 600},
    Market{.pair = "ETH_USD", .start = 3'000, .step = 8, .range = 36},
};

}  // namespace

const Market* market_of(std::string_view pair) {
  const auto found = std::ranges::find(kMarkets, pair, &Market::pair);
  return found == kMarkets.end() ? nullptr : &*found;
}

void PriceWalk::advance() {
  const auto [step, range] = std::pair(market_->step, market_->range);
  const auto draw = keyed_draw(seed_, "price-walk", market_->pair, ++tick_);
  const auto choices = static_cast<std::uint64_t>(2 * step + 1);
  offset_ += static_cast<std::int64_t>(draw % choices) - step;
  if (offset_ > range) offset_ = 2 * range - offset_;
  if (offset_ < -range) offset_ = -2 * range - offset_;
  highest_ = std::max(highest_, offset_);
  lowest_ = std::min(lowest_, offset_);
}

}  // namespace everstrike::mock_server
