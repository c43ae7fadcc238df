#include "mock_server/wire/http/leftover.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

TEST(Leftover, GivesBackWhatWasKept) {
  Leftover leftover;
  EXPECT_TRUE(leftover.empty());
  const std::string received = "first second";
  leftover.keep(std::string_view(received).substr(6));
  EXPECT_EQ(leftover.view(), "second");
}

TEST(Leftover, TakesFromTheFrontWithoutMovingTheRest) {
  Leftover leftover;
  leftover.keep("one two three");
  const auto* const where = leftover.view().data();
  leftover.keep(leftover.view().substr(4));
  EXPECT_EQ(leftover.view(), "two three");
  leftover.keep(leftover.view().substr(4));
  EXPECT_EQ(leftover.view(), "three");
  EXPECT_EQ(leftover.view().data(), where + 8);
}

TEST(Leftover, HoldsNoMemoryForNothing) {
  Leftover leftover;
  leftover.keep(std::string(5000, 'x'));
  EXPECT_GE(leftover.memory(), 5000U);
  leftover.keep(leftover.view().substr(5000));
  EXPECT_TRUE(leftover.empty());
  EXPECT_EQ(leftover.memory(), 0U);
}

}  // namespace
}  // namespace everstrike::mock_server
