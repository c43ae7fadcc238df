// Selection, the known-failing list, attribution, and what a whole run makes of simple clients.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "conformance/client/judge/attribution.hpp"
#include "conformance/client/judge/bytes_text.hpp"
#include "conformance/client/judge/judges.hpp"
#include "conformance/client/judge/run.hpp"
#include "conformance/run/ending.hpp"
#include "conformance/run/known_failing.hpp"
#include "conformance/run/selection.hpp"

namespace everstrike::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Case always(std::string id, Judgement judgement, Level level = Level::must) {
  Case one;
  one.id = std::move(id);
  one.level = level;
  one.judge = [judgement](const Evidence&) { return judgement; };
  return one;
}

Cases suite() {
  return {always("sign/enc/01", pass()), always("sign/enc/02", pass(), Level::should),
          always("retry/wait/01", pass(), Level::may)};
}

std::vector<std::string> ids(const Expected<Cases, std::string>& cases) {
  std::vector<std::string> found;
  for (const Case& one : cases.value()) found.push_back(one.id);
  return found;
}

TEST(Selection, TakesIdsGlobsAndGroups) {
  EXPECT_THAT(ids(select(suite(), {})), ElementsAre("sign/enc/01", "sign/enc/02", "retry/wait/01"));
  EXPECT_THAT(ids(select(suite(), {.patterns = {"sign/*/02"}})), ElementsAre("sign/enc/02"));
  EXPECT_THAT(ids(select(suite(), {.patterns = {"sign"}})),
              ElementsAre("sign/enc/01", "sign/enc/02"));
  EXPECT_THAT(ids(select(suite(), {.patterns = {"retry/wait/01"}})), ElementsAre("retry/wait/01"));
  EXPECT_THAT(ids(select(suite(), {.skip = {"sign/*"}})), ElementsAre("retry/wait/01"));
  EXPECT_THAT(ids(select(suite(), {.level = Level::must})), ElementsAre("sign/enc/01"));
  EXPECT_THAT(ids(select(suite(), {.level = Level::should})),
              ElementsAre("sign/enc/01", "sign/enc/02"));
}

TEST(Selection, RefusesWhatNamesNothing) {
  EXPECT_THAT(select(suite(), {.patterns = {"sign/enc/03"}}).error(), HasSubstr("did you mean"));
  EXPECT_THAT(select(suite(), {.skip = {"nothing/*"}}).error(), HasSubstr("--skip"));
  EXPECT_FALSE(select(suite(), {.patterns = {"sig"}}));
  EXPECT_FALSE(select(suite(), {.suite_revision = kSuiteRevision + 1}));
  EXPECT_FALSE(select(suite(), {.suite_revision = 0}));
}

TEST(KnownFailing, ReadsIdsWithReasons) {
  const auto list = parse_known_failing("# all of them\n\nsign/enc/01  # a bug\r\n", "list");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ((*list)[0].id, "sign/enc/01");
  EXPECT_EQ((*list)[0].reason, "a bug");
  EXPECT_EQ((*list)[0].line, 3);
  EXPECT_THAT(parse_known_failing("sign/enc/01\n", "list").error(), HasSubstr("list:1: expected"));
  EXPECT_THAT(parse_known_failing("a  # x\na  # y\n", "list").error(), HasSubstr("list:2:"));
  EXPECT_FALSE(parse_known_failing("sign/*  # x\n", "list"));
}

// Runs /bin/true or the like for cases whose judges have their minds made up.
RunResult run_of(const Cases& cases, RunSettings settings = {},
                 const std::vector<KnownFailure>& list = {}) {
  if (settings.command.empty()) settings.command = {"true"};
  auto run = run_cases(cases, settings);
  apply_known_failing(list, names_of(cases), run);
  conclude_run(run);
  return run;
}

TEST(Run, SilentClientIsNeverAPass) {
  const auto run = run_of(suite());
  EXPECT_EQ(run.problem, RunProblem::never_connected);
  EXPECT_EQ(run.exit_code, 4);
}

TEST(Run, ProgramThatIsNotThereIsNeverAFailureOfCases) {
  RunSettings settings;
  settings.command = {"no-such-program-anywhere"};
  const auto run = run_of(suite(), settings);
  EXPECT_EQ(run.problem, RunProblem::never_started);
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_EQ(run.cases[0].verdict, Verdict::skipped);
}

TEST(Run, NothingSelectedIsNoPass) {
  const auto run = run_of({});
  EXPECT_EQ(run.problem, RunProblem::nothing_selected);
  EXPECT_EQ(run.exit_code, 5);
}

TEST(Run, UnsupportedIsNoPass) {
  RunSettings settings;
  settings.command = {"sh", "-c", "exit 89"};
  const auto run = run_of(suite(), settings);
  EXPECT_EQ(run.cases[0].verdict, Verdict::unsupported);
  EXPECT_EQ(run.exit_code, 5);
}

TEST(Run, InterruptionSkipsWhatIsLeft) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  RunSettings settings;
  settings.interrupt_fd = ends[0];
  const auto run = run_of(suite(), settings);
  EXPECT_EQ(run.exit_code, 130);
  EXPECT_EQ(run.cases[2].verdict, Verdict::skipped);
  ::close(ends[0]);
  ::close(ends[1]);
}

// Over TLS silence can be right, so these runs get as far as their verdicts.
Cases over_tls(Cases cases) {
  for (Case& one : cases) one.setting.tls = mock_server::TlsFault::untrusted;
  return cases;
}

TEST(Run, LevelsDecideWhatCounts) {
  const Cases cases =
      over_tls({always("a/b/01", pass()), always("a/b/02", fail("hammering", "x"), Level::should)});
  EXPECT_EQ(run_of(cases).exit_code, 0);
  RunSettings strict;
  strict.strict = true;
  EXPECT_EQ(run_of(cases, strict).exit_code, 1);
}

TEST(Run, KnownFailuresAreGreenUntilTheyPass) {
  const Cases cases = over_tls({always("a/b/01", pass()), always("a/b/02", fail("x", "y"))});
  RunSettings settings;
  std::vector<KnownFailure> list = {{"a/b/02", "a bug", 1}};
  const auto green = run_of(cases, settings, list);
  EXPECT_EQ(green.exit_code, 0);
  EXPECT_EQ(green.cases[1].verdict, Verdict::known_failing);
  EXPECT_EQ(green.cases[1].known_failing_reason, "a bug");

  list.push_back({"a/b/01", "was mended", 2});
  EXPECT_THAT(run_of(cases, settings, list).stale, ElementsAre("a/b/01: passes"));
  list = {{"a/b/02", "a bug", 1}, {"a/b/99", "was renamed", 2}};
  const auto stale = run_of(cases, settings, list);
  EXPECT_EQ(stale.exit_code, 1);
  EXPECT_EQ(stale.problem, RunProblem::stale_known_failing);
}

CaseResult result(const std::string& id, Verdict verdict) {
  CaseResult one;
  one.id = id;
  one.verdict = verdict;
  return one;
}

TEST(Attribution, StumblersAreExcusedByTheCasesThatAsk) {
  std::vector<CaseResult> results = {result("sign/basic/01", Verdict::fail),
                                     result("http/answer/01", Verdict::fail)};
  attribute(results, {{"sign", {}}, {"sign", {}}});
  EXPECT_EQ(results[0].verdict, Verdict::fail);
  EXPECT_EQ(results[1].verdict, Verdict::skipped);
  EXPECT_THAT(results[1].reason, HasSubstr("sign/basic/01"));
}

// A signature that goes wrong on retries only: the sign cases pass, so the failure stays.
TEST(Attribution, StumblersStayWhereNobodyElseFailed) {
  std::vector<CaseResult> results = {result("sign/basic/01", Verdict::pass),
                                     result("retry/same/01", Verdict::fail)};
  attribute(results, {{"", {}}, {"sign", {}}});
  EXPECT_EQ(results[1].verdict, Verdict::fail);
}

TEST(Attribution, BreachesAreChargedToTheirOwner) {
  const Judgement breach = fail("secret_in_output", "printed");
  std::vector<CaseResult> results = {result("answer/200/09", Verdict::pass),
                                     result("hygiene/output/01", Verdict::pass)};
  attribute(results, {{"", {breach}}, {"", {}}});
  EXPECT_EQ(results[0].verdict, Verdict::pass);
  EXPECT_EQ(results[1].verdict, Verdict::fail);
  EXPECT_THAT(results[1].reason, HasSubstr("seen in answer/200/09"));

  std::vector<CaseResult> alone = {result("answer/200/09", Verdict::pass)};
  attribute(alone, {{"", {breach}}});
  EXPECT_EQ(alone[0].verdict, Verdict::fail);
}

TEST(BytesText, MakesEveryByteVisible) {
  EXPECT_EQ(visible("a\"b\\\n\x01\xC3\xA9"), "\"a\\\"b\\\\\\n\\x01\xC3\xA9\"");
  EXPECT_EQ(visible("\xC3("), "\"\\xC3(\"");
  EXPECT_EQ(first_difference_text("id=a+b", "id=a%20b"),
            "byte 4: expected 0x2B '+', seen 0x25 '%'");
  EXPECT_EQ(first_difference_text("ab", "a"), "byte 1: expected 0x62 'b', seen the end");
  EXPECT_EQ(first_difference_text("ab", "ab"), "");
  EXPECT_EQ(hex_dump("AB\n"), "    0  41 42 0A                                         AB.\n");
}

}  // namespace
}  // namespace everstrike::conformance
