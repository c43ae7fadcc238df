#include "client/retry_policy.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace everstrike::client {
namespace {

using std::chrono::milliseconds;

std::vector<Attempt> history(std::initializer_list<Evidence> evidence) {
  std::vector<Attempt> attempts;
  for (const auto one : evidence) attempts.push_back({one, "why", std::nullopt, 0});
  return attempts;
}

Outcome outcome_of(const std::vector<Attempt>& attempts, RetryLimits limits = {}) {
  const auto decision = decide(limits, attempts, milliseconds(0), 0.0);
  EXPECT_TRUE(std::holds_alternative<Outcome>(decision));
  return std::holds_alternative<Outcome>(decision) ? std::get<Outcome>(decision) : Outcome{};
}

milliseconds wait_of(const std::vector<Attempt>& attempts, double dice = 0.0,
                     RetryLimits limits = {}, milliseconds elapsed = milliseconds(0)) {
  const auto decision = decide(limits, attempts, elapsed, dice);
  EXPECT_TRUE(std::holds_alternative<Wait>(decision));
  return std::holds_alternative<Wait>(decision) ? std::get<Wait>(decision).delay : milliseconds(-1);
}

TEST(RetryPolicy, AConfirmationEndsItAtAnyPoint) {
  EXPECT_EQ(outcome_of(history({Evidence::confirmed})).kind, OutcomeKind::confirmed);
  const auto later = outcome_of(history({Evidence::unclear, Evidence::confirmed}));
  EXPECT_EQ(later.kind, OutcomeKind::confirmed);
  EXPECT_FALSE(later.inferred);
}

TEST(RetryPolicy, AlreadyCancelledConfirmsByInferenceOnlyAfterAnAttemptThatMayHaveDoneIt) {
  const auto inferred = outcome_of(history({Evidence::unclear, Evidence::cancelled}));
  EXPECT_EQ(inferred.kind, OutcomeKind::confirmed);
  EXPECT_TRUE(inferred.inferred);
  EXPECT_TRUE(outcome_of(history({Evidence::inconclusive, Evidence::not_sent, Evidence::cancelled}))
                  .inferred);
  EXPECT_EQ(outcome_of(history({Evidence::cancelled})).kind, OutcomeKind::rejected);
  EXPECT_EQ(outcome_of(history({Evidence::cancelled})).reason, "not by this call: why");
  EXPECT_EQ(
      outcome_of(history({Evidence::throttled, Evidence::not_sent, Evidence::cancelled})).kind,
      OutcomeKind::rejected);
}

TEST(RetryPolicy, AFilledOrderIsNotCancelledWhateverWasBefore) {
  for (const auto evidence : {Evidence::filled, Evidence::completed}) {
    for (const auto& attempts : {history({evidence}), history({Evidence::unclear, evidence})}) {
      EXPECT_EQ(outcome_of(attempts).kind, OutcomeKind::rejected);
      EXPECT_TRUE(outcome_of(attempts).filled);
      EXPECT_EQ(outcome_of(attempts).reason, "why");
    }
  }
}

TEST(RetryPolicy, NotFoundProvesNothingAfterAnOpenAttempt) {
  EXPECT_EQ(outcome_of(history({Evidence::missing})).kind, OutcomeKind::rejected);
  const auto outcome = outcome_of(history({Evidence::unclear, Evidence::missing}));
  EXPECT_EQ(outcome.kind, OutcomeKind::unknown);
  EXPECT_EQ(outcome.reason,
            "an earlier attempt was left open, and now: why (gone: cancelled, filled or never "
            "there; GET /order tells)");
}

TEST(RetryPolicy, ADefiniteRefusalIsNotTriedAgain) {
  EXPECT_EQ(outcome_of(history({Evidence::refused})).kind, OutcomeKind::rejected);
  EXPECT_EQ(outcome_of(history({Evidence::throttled, Evidence::refused})).kind,
            OutcomeKind::rejected);
  EXPECT_EQ(outcome_of(history({Evidence::unclear, Evidence::refused})).kind, OutcomeKind::unknown);
}

TEST(RetryPolicy, ADeclinedRequestAndARedirectAreNotTriedAgainAndProveNothing) {
  EXPECT_EQ(outcome_of(history({Evidence::declined})).kind, OutcomeKind::unknown);
  EXPECT_EQ(outcome_of(history({Evidence::redirected})).kind, OutcomeKind::unknown);
}

TEST(RetryPolicy, TheOrderOfTheLastAnswerIsToldAndNoEarlierOne) {
  auto attempts = history({Evidence::inconclusive, Evidence::confirmed});
  attempts[0].qty_filled = "1";
  attempts[1].order = R"({"qty_filled":2})";
  attempts[1].qty_filled = "2";
  EXPECT_EQ(outcome_of(attempts).order, R"({"qty_filled":2})");
  EXPECT_EQ(outcome_of(attempts).qty_filled, "2");
  attempts[1] = history({Evidence::cancelled})[0];
  EXPECT_EQ(outcome_of(attempts).qty_filled, "");
}

TEST(RetryPolicy, ExhaustedAttemptsAreUnknownIfAnyMayHaveTakenEffect) {
  const RetryLimits two{.attempts_max = 2};
  EXPECT_EQ(outcome_of(history({Evidence::unclear, Evidence::unclear}), two).kind,
            OutcomeKind::unknown);
  EXPECT_EQ(outcome_of(history({Evidence::unclear, Evidence::not_sent}), two).kind,
            OutcomeKind::unknown);
  EXPECT_EQ(outcome_of(history({Evidence::not_sent, Evidence::not_sent}), two).kind,
            OutcomeKind::rejected);
  EXPECT_EQ(outcome_of(history({Evidence::throttled, Evidence::throttled}), two).kind,
            OutcomeKind::rejected);
  EXPECT_EQ(outcome_of(history({Evidence::unclear}), {.attempts_max = 0}).kind,
            OutcomeKind::unknown);
}

TEST(RetryPolicy, TheDelayDoublesUpToItsLimit) {
  const RetryLimits limits{.attempts_max = 99,
                           .deadline = milliseconds(1'000'000),
                           .first_delay_max = milliseconds(200),
                           .delay_max = milliseconds(1000)};
  std::vector<Attempt> attempts;
  std::vector<milliseconds> shortest;
  for (int i = 0; i < 5; ++i) {
    attempts.push_back({Evidence::unclear, "", std::nullopt, 503});
    shortest.push_back(wait_of(attempts, 0.0, limits));
  }
  EXPECT_EQ(shortest,
            (std::vector<milliseconds>{milliseconds(100), milliseconds(200), milliseconds(400),
                                       milliseconds(500), milliseconds(500)}));
}

TEST(RetryPolicy, JitterFillsTheUpperHalf) {
  EXPECT_EQ(wait_of(history({Evidence::unclear}), 0.0), milliseconds(100));
  EXPECT_EQ(wait_of(history({Evidence::unclear}), 0.5), milliseconds(150));
  EXPECT_EQ(wait_of(history({Evidence::unclear}), 0.999), milliseconds(199));
}

TEST(RetryPolicy, RetryAfterLengthensTheDelayAndNeverShortensIt) {
  std::vector<Attempt> attempts = {{Evidence::unclear, "", milliseconds(3000), 503}};
  EXPECT_EQ(wait_of(attempts), milliseconds(3000));
  attempts[0].retry_after = milliseconds(0);
  EXPECT_EQ(wait_of(attempts), milliseconds(100));
}

TEST(RetryPolicy, AWaitBeyondTheDeadlineIsNotBegun) {
  const RetryLimits limits{.deadline = milliseconds(1000)};
  std::vector<Attempt> attempts = {{Evidence::unclear, "", milliseconds(600), 503}};
  EXPECT_EQ(wait_of(attempts, 0.0, limits, milliseconds(399)), milliseconds(600));
  for (const int elapsed : {400, 1000, 5000}) {
    const auto decision = decide(limits, attempts, milliseconds(elapsed), 0.0);
    ASSERT_TRUE(std::holds_alternative<Outcome>(decision)) << elapsed;
    EXPECT_EQ(std::get<Outcome>(decision).kind, OutcomeKind::unknown);
  }
}

// Whatever happens, the outcome keeps its promises. Written without the table, as plain sentences.
RC_GTEST_PROP(RetryPolicy, NeverClaimsMoreThanItsAttemptsProve, ()) {
  const auto codes = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(
      rc::gen::inRange(0, static_cast<int>(Evidence::not_sent) + 1)));
  const double dice = 0.01 * *rc::gen::inRange(0, 100);
  std::vector<Attempt> attempts;
  for (const int code : codes) attempts.push_back({static_cast<Evidence>(code), "", {}, 0});
  const auto last = attempts.back().evidence;
  const bool may_be_done =
      std::any_of(attempts.begin(), attempts.end() - 1, [](const Attempt& attempt) {
        return attempt.evidence == Evidence::unclear || attempt.evidence == Evidence::inconclusive;
      });
  const auto decision = decide({}, attempts, milliseconds(0), dice);
  if (const auto* wait = std::get_if<Wait>(&decision)) {
    RC_ASSERT(attempts.size() < 4U);
    RC_ASSERT(wait->delay > milliseconds(0));
    return;
  }
  const auto& outcome = std::get<Outcome>(decision);
  const bool is_filled = last == Evidence::filled || last == Evidence::completed;
  RC_ASSERT(outcome.filled == is_filled);
  if (outcome.kind == OutcomeKind::confirmed) {
    const bool is_inferred = last == Evidence::cancelled && may_be_done;
    RC_ASSERT(outcome.inferred == is_inferred);
    RC_ASSERT(last == Evidence::confirmed || is_inferred);
  } else {
    RC_ASSERT(!outcome.inferred);
  }
  if (outcome.kind == OutcomeKind::rejected) {
    RC_ASSERT(is_filled || !may_be_done);
    RC_ASSERT(last != Evidence::unclear && last != Evidence::inconclusive);
    RC_ASSERT(last != Evidence::redirected && last != Evidence::declined);
  }
  if (is_filled) RC_ASSERT(outcome.kind == OutcomeKind::rejected);
}

}  // namespace
}  // namespace everstrike::client
