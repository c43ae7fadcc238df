// Every suite ends by these rules; each line of the table is a run by its verdicts.
#include "conformance/run/ending.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace everstrike::conformance {
namespace {

RunResult run_of(const std::vector<Verdict>& verdicts, Level level = Level::must) {
  RunResult run;
  for (const Verdict verdict : verdicts) {
    run.cases.emplace_back();
    run.cases.back().verdict = verdict;
    run.cases.back().level = level;
  }
  return run;
}

int code_after(RunResult run) {
  conclude_run(run);
  return run.exit_code;
}

TEST(Ending, FailuresOfOursAreNotTheSubjects) {
  EXPECT_EQ(code_after(run_of({Verdict::broken})), 3);
  EXPECT_EQ(code_after(run_of({Verdict::broken, Verdict::pass, Verdict::known_failing})), 3);
  EXPECT_EQ(code_after(run_of({Verdict::broken, Verdict::fail})), 1);
}

TEST(Ending, IsByWhatCounts) {
  EXPECT_EQ(code_after(run_of({Verdict::pass, Verdict::lenient})), 0);
  EXPECT_EQ(code_after(run_of({Verdict::pass, Verdict::fail})), 1);
  EXPECT_EQ(code_after(run_of({Verdict::pass, Verdict::fail}, Level::should)), 0);
  auto strict = run_of({Verdict::fail}, Level::should);
  strict.strict = true;
  EXPECT_EQ(code_after(strict), 1);
}

TEST(Ending, NothingJudgedIsNoPass) {
  EXPECT_EQ(code_after(run_of({})), 5);
  EXPECT_EQ(code_after(run_of({Verdict::skipped, Verdict::unsupported})), 5);
}

TEST(Ending, StaleListFails) {
  auto run = run_of({Verdict::pass});
  run.stale = {"a: passes"};
  auto other = run;
  other.stale.emplace_back("b: passes");
  conclude_run(run);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.problem_text, "the known-failing list is stale: a: passes");
  conclude_run(other);
  EXPECT_EQ(other.problem_text, "the known-failing list is stale: a: passes, and more");
}

TEST(Ending, ANotedProblemStays) {
  auto run = run_of({Verdict::fail});
  set_problem(run, RunProblem::interrupted, "stopped");
  conclude_run(run);
  EXPECT_EQ(run.exit_code, 130);
  EXPECT_EQ(run.problem_text, "stopped");
}

}  // namespace
}  // namespace everstrike::conformance
