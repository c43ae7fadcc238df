#include "mock_server/faults/plan.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kCancel = "POST /auth/cancel";

// Which of the first `count` requests of `key` are struck before the effect, as 'x' and '.'.
std::string row_of(const Plan& plan, std::string_view key, int count) {
  RuleCounts counts;
  std::string row;
  for (int i = 0; i < count; ++i) {
    row += plan.strikes_on({kCancel, key}, counts).before_effect ? 'x' : '.';
  }
  return row;
}

Rule first_n(std::uint64_t n) { return {.id = "fail-first", .ordinals = {{1, n}}}; }
Rule one_in_two(std::string id) { return {.id = std::move(id), .chance = {1, 2}}; }

TEST(Plan, WithoutRulesNothingStrikes) { EXPECT_EQ(row_of(Plan(), "k", 4), "...."); }

TEST(Plan, FirstNStrikeForEachKey) {
  const Plan plan({first_n(2)}, 0);
  EXPECT_EQ(row_of(plan, "a", 4), "xx..");
  EXPECT_EQ(row_of(plan, "b", 4), "xx..");
}

TEST(Plan, OtherEndpointsAreNotCounted) {
  const Plan plan({first_n(1)}, 0);
  RuleCounts counts;
  EXPECT_FALSE(plan.strikes_on({"POST /auth/order", "k"}, counts).before_effect);
  EXPECT_TRUE(plan.strikes_on({kCancel, "k"}, counts).before_effect);
}

TEST(Plan, AnAddedRuleShiftsNoOther) {
  const Plan alone({one_in_two("rate")}, 7);
  Rule after = first_n(3);
  after.phase = Phase::after_effect;
  const Plan with_another({after, one_in_two("rate")}, 7);
  EXPECT_EQ(row_of(alone, "k", 64), row_of(with_another, "k", 64));
}

TEST(Plan, TheFirstRuleOfAPhaseWins) {
  const Plan plan({first_n(1), one_in_two("rate")}, 7);
  RuleCounts counts;
  const auto strike = plan.strikes_on({kCancel, "k"}, counts).before_effect;
  ASSERT_TRUE(strike);
  EXPECT_EQ(replay_text(*strike), "fail-first;seed=7;n=1");
}

}  // namespace
}  // namespace everstrike::mock_server
