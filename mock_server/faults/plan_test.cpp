#include "mock_server/faults/plan.hpp"

#include <gtest/gtest.h>

#include <tuple>

#include "mock_server/faults/preview.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kCancelPath = "POST /auth/cancel";

// Which of the first `count` requests of `key` are struck before the effect, as 'x' and '.'.
std::string row_of(const Plan& plan, std::string_view key, int count) {
  RuleCounts counts;
  std::string row;
  for (int i = 0; i < count; ++i) {
    row += plan.strikes_on({kCancelPath, key}, counts).before_effect ? 'x' : '.';
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
  EXPECT_TRUE(plan.strikes_on({kCancelPath, "k"}, counts).before_effect);
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
  const auto strike = plan.strikes_on({kCancelPath, "k"}, counts).before_effect;
  ASSERT_TRUE(strike);
  EXPECT_EQ(replay_text(*strike), "fail-first;seed=7;n=1");
}

TEST(Plan, EachPhaseHasItsOwnWinnerAndItsOwnCounts) {
  const Plan plan({{.id = "auth", .ordinals = {{2, 2}}, .phase = Phase::before_auth},
                   {.id = "before", .ordinals = {{1, 1}}},
                   {.id = "after", .phase = Phase::after_effect}},
                  0);
  RuleCounts counts;
  EXPECT_FALSE(plan.strike_before_auth({kCancelPath, "k"}, counts));
  const auto first = plan.strikes_on({kCancelPath, "k"}, counts);
  ASSERT_TRUE(first.before_effect && first.after_effect);
  EXPECT_EQ(first.before_effect->rule->id, "before");
  EXPECT_TRUE(plan.strike_before_auth({kCancelPath, "k"}, counts));
  const auto second = plan.strikes_on({kCancelPath, "k"}, counts);
  EXPECT_FALSE(second.before_effect);
  EXPECT_EQ(second.after_effect->ordinal, 2U);
}

TEST(Plan, OrdinalsCountOnlyWhatTheRuleLooksAt) {
  const Plan plan({{.id = "r", .api_key = "k?", .order_id = "bad-*", .every = 2}}, 0);
  RuleCounts counts;
  const std::vector<std::string> bad = {"good", "bad-1"};
  const std::vector<std::string> good = {"good"};
  EXPECT_TRUE(plan.looks_at_order_ids());
  EXPECT_FALSE(plan.strikes_on({kCancelPath, "k1", bad}, counts).before_effect);
  EXPECT_FALSE(plan.strikes_on({kCancelPath, "k1", good}, counts).before_effect);
  EXPECT_FALSE(plan.strikes_on({kCancelPath, "other", bad}, counts).before_effect);
  EXPECT_EQ(plan.strikes_on({kCancelPath, "k1", bad}, counts).before_effect->ordinal, 2U);
}

TEST(Plan, PatternsFitTheWholeText) {
  for (const auto& [pattern, text, fits] : {std::tuple("", "", true),
                                            {"", "a", false},
                                            {"*", "", true},
                                            {"a*c", "abcbc", true},
                                            {"a*c", "abcb", false},
                                            {"?", "ab", false},
                                            {"*b*", "abc", true},
                                            {"a", "A", false},
                                            {"**x", "yx", true},
                                            {"*a*b", "aab", true},
                                            {"a*a", "a", false},
                                            {"*ab*ab", "ab", false},
                                            {"*ab*ab", "abab", true},
                                            {"a?*c", "abc", true},
                                            {"*a?c*?", "aabcb", true}}) {
    EXPECT_EQ(matches_pattern(pattern, text), fits) << pattern << " " << text;
  }
  // The work grows with the text alone: this took minutes.
  const std::string id(std::size_t{1} << 20U, 'a');
  EXPECT_FALSE(matches_pattern("*" + std::string(3000, 'a') + "b*", id));
}

TEST(Plan, ComingStrikesAreWhatThenHappens) {
  Rule late = one_in_two("late");
  late.phase = Phase::after_effect;
  Rule early = one_in_two("early");
  early.phase = Phase::before_auth;
  const Plan plan({late, early, one_in_two("mid")}, 3);
  RuleCounts counts;
  std::vector<std::string> happened;
  for (std::uint64_t n = 1; n <= 64; ++n) {
    auto strike = plan.strike_before_auth({kCancelPath, "k"}, counts);
    if (!strike) {
      const auto strikes = plan.strikes_on({kCancelPath, "k"}, counts);
      strike = strikes.before_effect ? strikes.before_effect : strikes.after_effect;
    }
    if (strike) happened.push_back(std::to_string(n) + " " + replay_text(*strike));
  }
  std::vector<std::string> foretold;
  for (const auto& coming : coming_strikes(plan, {.api_key = "k", .requests = 64})) {
    foretold.push_back(std::to_string(coming.request) + " " + replay_text(coming.strike));
  }
  EXPECT_EQ(foretold, happened);
  EXPECT_GT(happened.size(), 40U);
}

}  // namespace
}  // namespace everstrike::mock_server
