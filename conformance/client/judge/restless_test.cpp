// Which clients are taken for ones that ask for ever, and what becomes of them.
#include "conformance/client/judge/restless.hpp"

#include <gtest/gtest.h>

namespace everstrike::conformance {
namespace {

using std::chrono::milliseconds;

Arrivals at(std::initializer_list<int> times) {
  Arrivals arrivals;
  for (const int ms : times) arrivals.emplace_back(milliseconds(ms));
  return arrivals;
}
std::chrono::steady_clock::time_point now(int ms) {
  return std::chrono::steady_clock::time_point(milliseconds(ms));
}

TEST(StillAsks, TakesPausesThatDouble) {
  EXPECT_TRUE(still_asks(at({0, 1000, 3000}), 3, now(7000)));
  EXPECT_FALSE(still_asks(at({0, 1000, 3000}), 3, now(9000)));
  EXPECT_FALSE(still_asks(at({0, 1000, 3000}), 4, now(3500)));
  EXPECT_FALSE(still_asks(at({0}), 1, now(10)));
}

Case named(const std::string& id) {
  Case one;
  one.id = id;
  return one;
}

TEST(Restless, WaitsInFullForOneCaseOfThreeGroups) {
  Restless restless;
  EXPECT_FALSE(restless.ends_early(named("a/b/01")));
  EXPECT_TRUE(restless.ends_early(named("a/b/02")));
  EXPECT_FALSE(restless.ends_early(named("b/b/01")));
  EXPECT_FALSE(restless.ends_early(named("c/b/01")));
  EXPECT_TRUE(restless.ends_early(named("d/b/01")));
  EXPECT_FALSE(restless.ends_early(named("a/b/01")));
}

TEST(Restless, IsWrongOnceOneOfThemEndsByItself) {
  Restless restless;
  EXPECT_FALSE(restless.ends_early(named("a/b/01")));
  restless.ended(named("a/b/02"), false);
  restless.ended(named("a/b/01"), true);
  EXPECT_FALSE(restless.is_wrong());
  restless.ended(named("a/b/01"), false);
  EXPECT_TRUE(restless.is_wrong());
  EXPECT_FALSE(restless.ends_early(named("a/b/02")));
}

TEST(Restless, CountedAttemptsAreWaitedFor) {
  EXPECT_EQ(asks_expected(named("outcome/lost/01")), 3U);
  EXPECT_GT(asks_expected(named("retry/bounded/01")), 20U);
  Case answered = named("answer/503/01");
  answered.setting.answers.emplace_back();
  EXPECT_EQ(asks_expected(answered), 3U);
  answered.setting.answers.back().rule.ordinals = {1, 2};
  EXPECT_EQ(asks_expected(answered), 5U);
}

TEST(Restless, WhatIsNeverSettledMayBeAskedForEver) {
  Case answered = named("retry/bounded/01");
  EXPECT_FALSE(may_be_asked_for_ever(answered));
  answered.setting.answers.emplace_back();
  EXPECT_TRUE(may_be_asked_for_ever(answered));
  answered.setting.answers.back().rule.ordinals = {1, 1};
  EXPECT_FALSE(may_be_asked_for_ever(answered));
}

}  // namespace
}  // namespace everstrike::conformance
