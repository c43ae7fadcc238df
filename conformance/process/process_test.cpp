// Clients as processes: what is read of them, and that nothing of them is left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "conformance/process/bounded_text.hpp"
#include "conformance/process/process_tree.hpp"
#include "conformance/process/resident_process.hpp"
#include "conformance/process/subject.hpp"

namespace everstrike::conformance {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

SubjectRun shell(const std::string& script) {
  SubjectRun run;
  run.command = {"/bin/sh", "-c", script, "sh"};
  run.order_id = "order-1";
  run.patience = std::chrono::seconds(20);
  return run;
}

// A process that is gone, or only waits to be reaped by somebody else.
bool is_gone(const std::string& pid) {
  std::ifstream stat("/proc/" + pid + "/stat");
  std::stringstream text;
  text << stat.rdbuf();
  return text.str().empty() || text.str().find(") Z") != std::string::npos;
}

TEST(Subject, ReadsExitCodeAndBothOutputs) {
  const auto end = run_subject(shell("echo out-$1; echo err >&2; exit 7"));
  EXPECT_EQ(end.exit_code, 7);
  EXPECT_EQ(end.output, "out-order-1\n");
  EXPECT_EQ(end.error_output, "err\n");
  EXPECT_EQ(end.left_behind, 0);
  EXPECT_FALSE(end.timed_out);
}

TEST(Subject, TellsTheSignalThatEndedIt) {
  const auto end = run_subject(shell("kill -SEGV $$"));
  EXPECT_EQ(end.signal, SIGSEGV);
  EXPECT_FALSE(end.exit_code);
}

TEST(Subject, IsNotStartedWhenThereIsNoSuchProgram) {
  SubjectRun run;
  run.command = {"no-such-program-anywhere"};
  EXPECT_THAT(run_subject(run).not_started, HasSubstr("no such program in PATH"));
}

// A grandchild in a session of its own, whose parent is gone: neither the group nor the parent
// leads to it.
TEST(Subject, EndsGrandchildrenThatBrokeAway) {
  auto run = shell("(setsid sh -c 'echo $$; exec sleep 1000' &) ; sleep 0.2; sleep 1000");
  run.patience = std::chrono::milliseconds(700);
  const auto end = run_subject(run);
  EXPECT_TRUE(end.timed_out);
  const std::string pid = end.output.substr(0, end.output.find('\n'));
  ASSERT_FALSE(pid.empty());
  EXPECT_TRUE(is_gone(pid)) << pid;
}

TEST(Subject, CountsAndEndsWhatItLeavesBehind) {
  const auto end = run_subject(
      shell("setsid sh -c 'echo $$; exec sleep 1000' & read line < /dev/null; sleep 0.2; exit 3"));
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_GE(end.left_behind, 1);
  EXPECT_TRUE(is_gone(end.output.substr(0, end.output.find('\n'))));
}

TEST(Subject, IsEndedWhenTheRunIsInterrupted) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  auto run = shell("sleep 1000");
  run.interrupt_fd = ends[0];
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  const auto end = run_subject(run);
  EXPECT_TRUE(end.interrupted);
  EXPECT_LT(end.duration_ms, 10'000);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Subject, GetsSigtermWhenAskedTo) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  auto run = shell("trap 'exit 9' TERM; echo ready; sleep 1000 & wait");
  run.terminate_fd = ends[0];
  std::thread later([&] {
    // The trap must be set before the signal comes, and only its output tells.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_EQ(::write(ends[1], "x", 1), 1);
  });
  const auto end = run_subject(run);
  later.join();
  EXPECT_EQ(end.exit_code, 9);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Subject, OutputWithoutEndCostsNoMemory) {
  auto run = shell("yes");
  run.patience = std::chrono::milliseconds(500);
  const auto end = run_subject(run);
  EXPECT_LT(end.output.size(), 200'000U);
  EXPECT_THAT(end.output, HasSubstr("bytes left out"));
}

TEST(Subject, ReplacesTheIdInsideWords) {
  EXPECT_THAT(with_order_id({"a", "--id={id}"}, "x y"), testing::ElementsAre("a", "--id=x y"));
  EXPECT_THAT(with_order_id({"a"}, "{id}"), testing::ElementsAre("a", "{id}"));
}

TEST(Subject, RunsScriptsWithoutAFirstLine) {
  const std::string path = testing::TempDir() + "judge_bare_script_" + std::to_string(::getpid());
  std::ofstream(path) << "exit 5\n";
  ASSERT_EQ(::chmod(path.c_str(), 0700), 0);
  SubjectRun run;
  run.command = {path};
  EXPECT_EQ(run_subject(run).exit_code, 5);
  ::unlink(path.c_str());
}

ResidentProcess staying(const std::string& script) {
  return ResidentProcess({{"/bin/sh", "-c", script}, client_environment({})});
}

LineQuestion asking(const std::string& line) {
  LineQuestion question;
  question.line = line;
  question.is_answer = [](std::string_view text) { return text.starts_with("answer"); };
  question.patience = std::chrono::seconds(20);
  return question;
}

TEST(ResidentProcess, AnswersManyQuestionsAndKeepsWhatElseItWrites) {
  auto process = staying("while read line; do echo note-$line; echo err >&2; echo answer; done");
  ASSERT_TRUE(process.start());
  for (const char* line : {"a", "b"}) {
    const auto end = process.ask(asking(line));
    EXPECT_TRUE(end.answered);
    EXPECT_EQ(end.output, std::string("note-") + line + "\n");
    EXPECT_EQ(end.error_output, "err\n");
  }
  const auto last = process.finish(std::chrono::seconds(20), -1);
  EXPECT_EQ(last.exit_code, 0);
  EXPECT_FALSE(last.timed_out);
  EXPECT_FALSE(process.is_running());
}

// A line longer than a pipe holds, to one that doesn't listen and then is gone.
TEST(ResidentProcess, WaitsForNobodyWhoDoesNotListen) {
  auto process = staying("sleep 0.1; echo half; exit 3");
  ASSERT_TRUE(process.start());
  const auto end = process.ask(asking(std::string(1 << 20, 'x')));
  EXPECT_FALSE(end.answered);
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_EQ(end.output, "half\n");
  EXPECT_FALSE(process.is_running());
  ASSERT_TRUE(process.start());
  auto impatient = asking("x");
  impatient.patience = std::chrono::milliseconds(1);
  EXPECT_TRUE(process.ask(impatient).timed_out);
  EXPECT_FALSE(process.is_running());
}

TEST(ResidentProcess, IsEndedWithAllItStartedWhenItStays) {
  auto process =
      staying("setsid sh -c 'echo $$; exec sleep 1000' & read line; echo answer; sleep 1000");
  ASSERT_TRUE(process.start());
  EXPECT_TRUE(process.ask(asking("a")).answered);
  const auto last = process.finish(std::chrono::milliseconds(300), -1);
  EXPECT_TRUE(last.timed_out);
  EXPECT_FALSE(process.is_running());
}

TEST(Environment, HoldsTheContractAndNoOptionOfOurs) {
  ::setenv("EVERSTRIKE_JOBS", "3", 1);
  ::setenv("EVERSTRIKE_TIMEOUT_MS", "1", 1);
  const auto environment = client_environment({{"EVERSTRIKE_API_KEY", "key"}});
  ::unsetenv("EVERSTRIKE_JOBS");
  ::unsetenv("EVERSTRIKE_TIMEOUT_MS");
  EXPECT_THAT(environment, Contains("EVERSTRIKE_API_KEY=key"));
  EXPECT_THAT(environment, Not(Contains(StartsWith("EVERSTRIKE_JOBS="))));
  EXPECT_THAT(environment, Not(Contains(StartsWith("EVERSTRIKE_TIMEOUT_MS="))));
  EXPECT_THAT(environment,
              Contains(testing::AllOf(StartsWith("NO_PROXY="), HasSubstr("127.0.0.1"))));
}

TEST(BoundedText, KeepsBeginningAndEnd) {
  BoundedText text(4, 3);
  for (const char c : std::string("abcdefghijklmnopq")) text.add(std::string(1, c));
  EXPECT_EQ(text.text(), "abcd\n[10 bytes left out]\nopq");
}

TEST(BoundedText, ShowsBothEndsWithWhatLiesAcrossTheCut) {
  for (const std::size_t size : {std::size_t{20}, std::size_t{100'000}}) {
    BoundedText text(4, 3);
    text.add(
        "abcd"
        "SECRET" +
        std::string(size, 'x') + "SECRETxy");
    const auto seen = text.text([](std::string& part) {
      for (std::size_t at = 0; (at = part.find("SECRET")) != part.npos;) part.replace(at, 6, "*");
    });
    EXPECT_EQ(seen, "abcd\n[" + std::to_string(size + 11) + " bytes left out]\n*xy");
  }
}

}  // namespace
}  // namespace everstrike::conformance
