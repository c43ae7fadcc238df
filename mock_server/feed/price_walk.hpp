// Prices that move by themselves: a walk from a start in small random steps, reflected at the ends
// of a range. A pure function of (seed, pair, tick): the same seed gives the same prices, whoever
// asks and whenever. Times play no part in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace everstrike::mock_server {

// What the feed knows of a pair. Start, steps and range are assumed; they fit the price filter of
// /pairs, and let a market maker's quotes move now and then.
struct Market {
  std::string_view pair;
  double start = 200;
  double tick_size = 0.5;
  std::int64_t step = 0;   // the longest, in tick sizes
  std::int64_t range = 0;  // in both directions, in tick sizes
  // Of an option.
  std::string_view underlying = {};
  std::optional<double> strike = std::nullopt;
};

// market_of gives a pair that prices are made up for, nullptr for another.
[[nodiscard]] const Market* market_of(std::string_view pair);

class PriceWalk {
 public:
  // `market` must outlive the walk.
  PriceWalk(std::uint64_t seed, const Market& market) : seed_(seed), market_(&market) {}

  // advance takes the next step.
  void advance();
  [[nodiscard]] std::uint64_t tick() const { return tick_; }
  [[nodiscard]] double price() const { return at(offset_); }
  [[nodiscard]] double highest() const { return at(highest_); }
  [[nodiscard]] double lowest() const { return at(lowest_); }
  [[nodiscard]] const Market& market() const { return *market_; }

 private:
  [[nodiscard]] double at(std::int64_t offset) const {
    return market_->start + static_cast<double>(offset) * market_->tick_size;
  }

  std::uint64_t seed_;
  const Market* market_;
  std::uint64_t tick_ = 0;
  std::int64_t offset_ = 0;
  std::int64_t highest_ = 0;
  std::int64_t lowest_ = 0;
};

}  // namespace everstrike::mock_server
