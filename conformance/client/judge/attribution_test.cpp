// Who is charged with what, where several cases are in question.
#include "conformance/client/judge/attribution.hpp"

#include <gtest/gtest.h>

namespace everstrike::conformance {
namespace {

CaseResult of(const std::string& id, Verdict verdict) {
  CaseResult one;
  one.id = id;
  one.verdict = verdict;
  return one;
}

TEST(Attribution, CasesOfTheOwnersGroupAreNeverExcused) {
  std::vector<CaseResult> results = {of("sign/basic/01", Verdict::fail),
                                     of("sign/enc/01", Verdict::fail)};
  attribute(results, {{"sign", {}}, {"sign", {}}});
  EXPECT_EQ(results[1].verdict, Verdict::fail);
}

TEST(Attribution, AnOwnerThatDidNotRunIsNotCharged) {
  const Judgement breach = fail("secret_in_output", "printed");
  for (const Verdict verdict : {Verdict::skipped, Verdict::broken}) {
    std::vector<CaseResult> results = {of("answer/200/09", Verdict::pass),
                                       of("hygiene/output/01", verdict)};
    attribute(results, {{"", {breach}}, {"", {}}});
    EXPECT_EQ(results[0].verdict, Verdict::fail);
    EXPECT_EQ(results[1].verdict, verdict);
  }
}

TEST(Attribution, AFailureKeepsItsOwnReason) {
  std::vector<CaseResult> results = {of("answer/200/09", Verdict::fail)};
  results[0].mistake = "hammering";
  attribute(results, {{"", {fail("secret_in_output", "printed")}}});
  EXPECT_EQ(results[0].mistake, "hammering");
}

}  // namespace
}  // namespace everstrike::conformance
