// Pauses that a busy machine made too long, each time others of them.
#include "conformance/client/judge/shortest_pauses.hpp"

#include <gtest/gtest.h>

#include "conformance/client/judge/judges.hpp"
#include "conformance/client/judge/second_look.hpp"

namespace everstrike::conformance {
namespace {

// Cancels with these pauses between them, each answered in 7 ms, and a look at the order after all.
Evidence with_pauses(std::initializer_list<int> pauses) {
  Evidence seen;
  std::int64_t at = 100;
  const auto ask = [&](const char* path) {
    SeenRequest request;
    request.entry.method = "POST";
    request.entry.path = path;
    request.at_ms = at;
    request.answered_ms = at += 7;
    seen.requests.push_back(std::move(request));
  };
  ask("/auth/cancel");
  for (const int pause : pauses) {
    at += pause;
    ask("/auth/cancel");
  }
  at += 50;
  ask("/order");
  return seen;
}

std::vector<std::int64_t> pauses_of(const Evidence& seen) { return pauses_between(seen.cancels()); }

// 80, 160, 320 and 640 ms were meant. No look alone shows it, and a second one was the last.
TEST(ShortestPauses, GrowWhereEveryLookWasDisturbed) {
  const Evidence first = with_pauses({700, 165, 322, 640});
  const Evidence second = with_pauses({84, 900, 320, 655});
  ASSERT_TRUE(rests_on_pauses(delays_grow(first)));
  ASSERT_TRUE(rests_on_pauses(delays_grow(second)));
  ShortestPauses looks(first);
  looks.add(second);
  EXPECT_EQ(pauses_of(looks.evidence()), (std::vector<std::int64_t>{84, 165, 320, 640}));
  EXPECT_EQ(delays_grow(looks.evidence()).verdict, Verdict::pass);
}

// Four attempts on a machine that was busy at the first pause, twice: a third look is called for.
TEST(ShortestPauses, AreNotBelievedWhereLooksDiffer) {
  ShortestPauses looks(with_pauses({390, 170, 330}));
  looks.add(with_pauses({310, 162, 323}));
  EXPECT_TRUE(rests_on_pauses(delays_grow(looks.evidence())));
  EXPECT_FALSE(looks.agree());
  looks.add(with_pauses({95, 420, 326}));
  EXPECT_EQ(delays_grow(looks.evidence()).verdict, Verdict::pass);
}

TEST(ShortestPauses, ThatStayAlikeStayAFailure) {
  ShortestPauses looks(with_pauses({503, 501, 506, 502}));
  looks.add(with_pauses({501, 504, 512, 501}));
  EXPECT_TRUE(looks.agree());
  EXPECT_TRUE(rests_on_pauses(delays_grow(looks.evidence())));
  // Load makes them no longer ones.
  looks.add(with_pauses({501, 900, 800, 1100}));
  EXPECT_FALSE(looks.agree());
  EXPECT_EQ(pauses_of(looks.evidence()), (std::vector<std::int64_t>{501, 501, 506, 501}));
}

TEST(ShortestPauses, AgreeWhereOneOfManyIsDisturbedOrNumbersDiffer) {
  ShortestPauses looks(with_pauses({60, 61, 63, 60}));
  looks.add(with_pauses({61, 190, 60, 62, 61, 60}));
  EXPECT_TRUE(looks.agree());
  EXPECT_EQ(pauses_of(looks.evidence()), (std::vector<std::int64_t>{60, 61, 60, 60, 61, 60}));
  looks.add(with_pauses({60, 190, 180, 60}));
  EXPECT_FALSE(looks.agree());
}

}  // namespace
}  // namespace everstrike::conformance
