#include "mock_server/feed/price_walk.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace everstrike::mock_server {
namespace {

TEST(PriceWalk, StartsAtItsStartAndKeepsItsBounds) {
  PriceWalk walk(7, *market_of("USD_BTC_PERP"));
  EXPECT_EQ(walk.price(), 50'000);
  bool moved = false;
  for (int tick = 0; tick < 20'000; ++tick) {
    const double before = walk.price();
    walk.advance();
    EXPECT_LE(std::abs(walk.price() - before), 60);
    EXPECT_LE(std::abs(walk.price() - 50'000), 300);
    moved = moved || walk.price() != before;
  }
  EXPECT_TRUE(moved);
}

TEST(PriceWalk, IsAFunctionOfSeedPairAndTick) {
  PriceWalk one(7, *market_of("USD_BTC_PERP"));
  PriceWalk same(7, *market_of("USD_BTC_PERP"));
  PriceWalk other(8, *market_of("USD_BTC_PERP"));
  bool differs = false;
  for (int tick = 0; tick < 50; ++tick) {
    for (PriceWalk* walk : {&one, &same, &other}) walk->advance();
    EXPECT_EQ(one.price(), same.price());
    differs = differs || one.price() != other.price();
  }
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace everstrike::mock_server
