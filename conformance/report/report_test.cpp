// What the files' own test (report_files_test.py) can't reach: annotations, progress, limits, and
// what becomes of files when something goes wrong.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "conformance/report/atomic_file.hpp"
#include "conformance/report/compare.hpp"
#include "conformance/report/fix_first.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/report/github.hpp"
#include "conformance/report/known_failing_text.hpp"
#include "conformance/report/markdown.hpp"
#include "conformance/report/reporter.hpp"
#include "conformance/report/summary.hpp"
#include "conformance/report/terminal.hpp"

namespace everstrike::conformance {
namespace {

namespace fs = std::filesystem;

CaseResult failing(int number, Level level = Level::must) {
  CaseResult result;
  result.id = "sign/" + std::to_string(number);
  result.group = "sign";
  result.level = level;
  result.verdict = Verdict::fail;
  result.reason = "because 100%\n::error::injected";
  return result;
}

RunResult run_with(std::vector<CaseResult> cases) {
  RunResult run;
  run.subject_name = "a:b,c";
  run.cases = std::move(cases);
  run.exit_code = summarize(run).counts_against > 0 ? 1 : 0;
  return run;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "report_test_XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::size_t count() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(ForeignText, ShowsWhatIsNoText) {
  EXPECT_EQ(shown("a\tb\r\n\x1b[0m\x7f", LineEnds::escape), "a\\tb\\r\\n\\x1b[0m\\x7f");
  EXPECT_EQ(shown("a\tb\r\n", LineEnds::keep), "a\tb\\r\n");
  EXPECT_EQ(shown(std::string_view("\0", 1), LineEnds::keep), "\\x00");
  EXPECT_EQ(shown("\xff\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80", LineEnds::keep),
            "\\xff\\xc0\\x80\\xed\\xa0\\x80\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(shown("\xe2\x80\xae\xc2\x9b\xef\xbf\xbe", LineEnds::keep), "\\u{202e}\\u{9b}\\u{fffe}");
  EXPECT_EQ(shown("é漢𝒳\xc3", LineEnds::keep), "é漢𝒳\\xc3");
}

TEST(ForeignText, CutsBetweenCharacters) {
  EXPECT_EQ(cut_to_columns("éééé", 4), "éééé");
  EXPECT_EQ(cut_to_columns("ééééé", 4), "ééé…");
  EXPECT_EQ(cut_to_bytes("ééé", 3), "é… (4 bytes more)");
}

TEST(Terminal, WrapsAtBlanksAndWithinLongWords) {
  EXPECT_EQ(wrapped("one two three four five six", 2, 22), "one two three four\n  five six");
  EXPECT_EQ(wrapped(std::string(45, 'x'), 0, 20),
            std::string(20, 'x') + "\n" + std::string(20, 'x') + "\n" + std::string(5, 'x'));
  EXPECT_EQ(wrapped("a é漢 b", 0, 20), "a é漢 b");
}

TEST(Terminal, ColoursAreAsked) {
  const auto run = run_with({failing(1)});
  EXPECT_EQ(terminal_report(run).find('\x1b'), std::string::npos);
  EXPECT_NE(terminal_report(run, {.colours = true}).find("\x1b[1;31mFAIL\x1b[0m"),
            std::string::npos);
}

TEST(FixFirst, ExplainedAndUnexplainedAreAllFailures) {
  std::vector<CaseResult> cases;
  for (const char* mistake : {"hammering", "hex_instead_of_base64+line_end_signed", "hammering", "",
                              "bad_signature", "hex_instead_of_base64"}) {
    cases.push_back(failing(static_cast<int>(cases.size())));
    cases.back().mistake = mistake;
    cases.back().remedy = mistake;
  }
  cases.push_back(failing(9));
  cases.back().verdict = Verdict::known_failing;
  const auto run = run_with(cases);
  const FixFirst first = fix_first(run);
  ASSERT_EQ(first.mistakes.size(), 3U);
  EXPECT_EQ(first.mistakes[0].mistake, "hammering");
  EXPECT_EQ(first.mistakes[0].ids(1), "sign/0 and 1 more");
  EXPECT_EQ(first.mistakes[1].mistake, "hex_instead_of_base64");
  EXPECT_EQ(first.mistakes[1].cases.size(), 2U);
  EXPECT_EQ(first.mistakes[2].mistake, "line_end_signed");
  EXPECT_EQ(first.failures, 6U);
  EXPECT_EQ(first.explained() + first.unexplained.size(), first.failures);
  EXPECT_EQ(fix_first_line(first), "6 failures: 3 mistakes explain 4, 2 are unexplained");
  EXPECT_EQ(terminal_report(run).rfind("What to fix first", 0), 0U);
  EXPECT_EQ(github_annotations(run).rfind("::error title=fix first%3A hammering", 0), 0U);
}

CaseResult with_verdict(int number, Verdict verdict) {
  CaseResult result = failing(number);
  result.verdict = verdict;
  return result;
}

TEST(Compare, TellsEachChangeAsWhatItIs) {
  using enum Verdict;
  auto before = run_with({with_verdict(1, pass), with_verdict(2, lenient), with_verdict(3, fail),
                          with_verdict(4, known_failing), with_verdict(5, pass),
                          with_verdict(6, pass), with_verdict(7, pass)});
  auto now = run_with({with_verdict(1, fail), failing(2, Level::should), with_verdict(3, pass),
                       with_verdict(4, pass), with_verdict(5, skipped), with_verdict(7, pass),
                       with_verdict(8, fail), with_verdict(9, pass)});
  const auto found = compare(before, now);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->regressions.size(), 1U);
  EXPECT_EQ(found->regressions[0].now->id, "sign/1");
  EXPECT_EQ(found->mended.size(), 2U);
  EXPECT_EQ(found->other.size(), 1U);
  EXPECT_EQ(found->no_verdict.size(), 1U);
  EXPECT_EQ(found->missing.size(), 1U);
  EXPECT_EQ(found->new_failing.size(), 1U);
  EXPECT_EQ(found->new_others, 1U);
  EXPECT_EQ(found->same, 1U);
  now.strict = true;
  EXPECT_EQ(compare(before, now)->regressions.size(), 2U);
  now.suite_revision = 2;
  const auto common = compare(before, now);
  EXPECT_EQ(common->left_out, 3U);
  EXPECT_TRUE(common->missing.empty() && common->new_failing.empty());
  EXPECT_NE(lines_of(compare_markdown(before, now, *common))[0].find("revision 1 before and 2 now"),
            std::string::npos);
  now.problem = RunProblem::never_started;
  EXPECT_FALSE(compare(before, now));
  now.problem = RunProblem::none;
  now.suite = "vectors";
  EXPECT_FALSE(compare(before, now));
}

TEST(KnownFailingText, KeepsReasonsAndDropsWhatPasses) {
  const CaseNames all = {{"sign/1"}, {"sign/2"}, {"sign/3"}, {"sign/4"}};
  auto broken = with_verdict(1, Verdict::fail);
  broken.mistake = "hammering";
  const auto run =
      run_with({broken, with_verdict(2, Verdict::pass), with_verdict(3, Verdict::known_failing)});
  const auto text = known_failing_text(
      {{"sign/2", "b", 1}, {"sign/3", "c", 2}, {"sign/4", "d", 3}, {"sign/9", "gone", 4}}, all,
      run);
  const auto list = parse_known_failing(text, "list");
  ASSERT_TRUE(list) << list.error();
  ASSERT_EQ(list->size(), 3U);
  EXPECT_EQ((*list)[0].id, "sign/1");
  EXPECT_EQ((*list)[0].reason, "hammering: because 100%\\n::error::injected");
  EXPECT_EQ((*list)[1].reason, "c");
  EXPECT_EQ((*list)[2].reason, "d");
}

TEST(GitHub, AtMostNineAnnotationsAndOneLineMore) {
  std::vector<CaseResult> cases;
  for (int i = 0; i < 30; ++i) cases.push_back(failing(i));
  const auto lines = lines_of(github_annotations(run_with(cases)));
  ASSERT_EQ(lines.size(), 10U);
  for (const auto& line : lines) EXPECT_EQ(line.rfind("::error title=", 0), 0U) << line;
  EXPECT_EQ(lines[0], "::error title=sign/0 (a%3Ab%2Cc)::because 100%25%0A::error::injected");
  EXPECT_NE(lines[9].find("21 more"), std::string::npos);
}

TEST(GitHub, SaysNothingWhenAllIsWell) {
  EXPECT_EQ(github_annotations(run_with({failing(1, Level::should)})), "");
}

TEST(GitHub, TellsOfARunThatCameToNothing) {
  RunResult run;
  run.problem = RunProblem::nothing_selected;
  run.exit_code = 5;
  EXPECT_EQ(lines_of(github_annotations(run)).size(), 2U);
}

TEST(GitHub, MakesCommandsHarmless) {
  EXPECT_EQ(no_workflow_commands("::a\n  ::b\nc::d\n##[group]"), ": :a\n  : :b\nc::d\n# #[group]");
  EXPECT_EQ(no_workflow_commands("::::x"), ": :::x");
}

TEST(Markdown, IsCutByWholeRowsBelowTheLimit) {
  std::vector<CaseResult> cases;
  for (int i = 0; i < 3000; ++i) {
    cases.push_back(failing(i));
    cases.back().standard_output = std::string(3000, '`');
  }
  const auto text = markdown_report(run_with(cases), {.bytes_max = 50'000});
  EXPECT_LE(text.size(), 50'000U);
  EXPECT_GT(text.size(), 45'000U);
  EXPECT_NE(text.find("more rows were left out"), std::string::npos);
  EXPECT_NE(text.find("without room for their details"), std::string::npos);
}

class ReporterTest : public testing::Test {
 protected:
  Audience audience() {
    Audience made;
    made.out = &out_;
    made.err = &err_;
    return made;
  }
  Folder folder_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(ReporterTest, ProgressStandsOnATerminalOnly) {
  Reporter quiet({}, audience());
  quiet.case_done(failing(1), 2);
  EXPECT_EQ(err_.str(), "");
  auto seen = audience();
  seen.err_is_terminal = true;
  Reporter loud({}, seen);
  loud.case_done(failing(1), 2);
  EXPECT_EQ(err_.str(), "\r\x1b[K[1/2] 1 failed  sign/1");
  EXPECT_EQ(loud.finish(run_with({failing(1)})), command_line::ExitCode::failed);
  EXPECT_EQ(err_.str().substr(err_.str().size() - 4), "\r\x1b[K");
  EXPECT_EQ(out_.str().find('\x1b'), std::string::npos);
}

TEST_F(ReporterTest, AnEarlierFileIsGoneBeforeTheRunAndTheNewOneIsWhole) {
  std::ofstream(folder_.file("a.json")) << "of an earlier run";
  Reporter reporter({{ReportFormat::json, folder_.file("a.json")}}, audience());
  ASSERT_TRUE(reporter.prepare());
  EXPECT_EQ(folder_.count(), 0U);
  EXPECT_EQ(reporter.finish(run_with({failing(1)})), command_line::ExitCode::failed);
  EXPECT_EQ(folder_.count(), 1U);
  EXPECT_EQ(text_of(folder_.file("a.json")).substr(0, 1), "{");
}

TEST_F(ReporterTest, AReportThatCannotBeWrittenIsNoSuccess) {
  const auto path = folder_.file("gone/a.json");
  Reporter reporter({{ReportFormat::json, path}}, audience());
  const auto prepared = reporter.prepare();
  ASSERT_FALSE(prepared);
  EXPECT_EQ(prepared.error().exit_code, command_line::ExitCode::environment);
  EXPECT_NE(prepared.error().message.find(path), std::string::npos);
  EXPECT_EQ(reporter.finish(run_with({})), command_line::ExitCode::environment);
  EXPECT_NE(err_.str().find(path), std::string::npos);
}

TEST_F(ReporterTest, AReportToStandardOutputStandsThereAlone) {
  Reporter reporter({{ReportFormat::json, "-"}}, audience());
  ASSERT_TRUE(reporter.prepare());
  EXPECT_EQ(reporter.finish(run_with({failing(1)})), command_line::ExitCode::failed);
  EXPECT_EQ(out_.str().substr(0, 1), "{");
  EXPECT_EQ(out_.str().substr(out_.str().size() - 3), "\n}\n");
  EXPECT_NE(err_.str().find("exit code 1"), std::string::npos);
}

TEST_F(ReporterTest, OnGitHubTheStepSummaryIsAppended) {
  auto here = audience();
  here.on_github = true;
  here.github_summary_file = folder_.file("summary.md");
  std::ofstream(here.github_summary_file) << "of an earlier command\n";
  Reporter reporter({}, here);
  EXPECT_EQ(reporter.finish(run_with({failing(1)})), command_line::ExitCode::failed);
  EXPECT_EQ(text_of(here.github_summary_file).rfind("of an earlier command\n## ", 0), 0U);
  EXPECT_NE(out_.str().find("::error title=sign/1"), std::string::npos);
}

TEST_F(ReporterTest, APipeIsWrittenToAndNotReplaced) {
  const auto path = folder_.file("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  ASSERT_TRUE(make_way(path));
  EXPECT_TRUE(fs::is_fifo(path));
  EXPECT_FALSE(make_way(fs::path(path).parent_path().string()));
}

}  // namespace
}  // namespace everstrike::conformance
