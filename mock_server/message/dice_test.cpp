#include "mock_server/message/dice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace everstrike::mock_server {
namespace {

std::string row_of(std::uint64_t seed, const char* rule, const char* key, int count,
                   Chance chance = {1, 2}) {
  std::string row;
  for (int n = 1; n <= count; ++n) {
    row += strikes(chance, seed, rule, key, static_cast<std::uint64_t>(n)) ? 'x' : '.';
  }
  return row;
}

TEST(Dice, OneInTwoGivesBothOutcomesWithin64Draws) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const std::string row = row_of(seed, "rule", "key", 64);
    EXPECT_NE(row.find('x'), std::string::npos) << seed;
    EXPECT_NE(row.find('.'), std::string::npos) << seed;
  }
}

TEST(Dice, SeedRuleAndKeyEachChangeTheRow) {
  const std::string row = row_of(7, "rule", "key", 64);
  EXPECT_EQ(row, row_of(7, "rule", "key", 64));
  EXPECT_NE(row, row_of(8, "rule", "key", 64));
  EXPECT_NE(row, row_of(7, "other", "key", 64));
  EXPECT_NE(row, row_of(7, "rule", "other", 64));
  EXPECT_NE(row_of(7, "ab", "c", 64), row_of(7, "a", "bc", 64));
}

// The chance is met within five standard deviations of a binomial count.
TEST(Dice, ChanceIsMet) {
  const std::string row = row_of(1, "rule", "key", 100'000, {1, 10});
  const auto hits = std::count(row.begin(), row.end(), 'x');
  EXPECT_NEAR(static_cast<double>(hits), 10'000.0, 5 * 95.0);
}

TEST(Dice, NeverAndAlways) {
  EXPECT_EQ(row_of(1, "r", "k", 1000, {0, 1}).find('x'), std::string::npos);
  EXPECT_EQ(row_of(1, "r", "k", 1000, {1, 1}).find('.'), std::string::npos);
}

}  // namespace
}  // namespace everstrike::mock_server
