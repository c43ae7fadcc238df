#include "command_line/outline.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>

namespace everstrike::command_line {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OutlineOf : public ::testing::Test {
 protected:
  OutlineOf() {
    app_.name("prog");
    app_.add_option("--config", text_, "Settings")->type_name("FILE");
    app_.add_flag("--secret-switch", flag_)->group("");
    auto* run = app_.add_subcommand("run", "Runs");
    run->add_option("CASE", texts_, "What to run");
    run->add_option("--jobs", number_, "How many")->type_name("N")->check(CLI::Range(1, 9));
    run->add_option("--listen", text_)->type_name("HOST:PORT");
    run->add_option("--kind", text_)
        ->type_name("js|python")
        ->check(CLI::IsMember({"js", "python"}));
    run->add_option("--wait", text_)->type_name("N|A..B");
    run->add_flag("--strict", flag_, "Be strict");
    auto* check = app_.add_subcommand("check", "Checks");
    check->add_option("FILE", texts_)->required();
  }

  Outline outline() {
    return outline_of(app_,
                      {.default_command = "run",
                       .commands_that_run_programs = {"run"},
                       .values = {{.command = "run", .value = "CASE", .words = {"a/1", "b"}}}});
  }

  CLI::App app_{"Does things"};
  std::string text_;
  std::vector<std::string> texts_;
  int number_ = 3;
  bool flag_ = false;
};

TEST_F(OutlineOf, KnowsCommandsAndLeavesOutWhatIsHidden) {
  const auto seen = outline();
  ASSERT_EQ(seen.commands.size(), 2U);
  EXPECT_EQ(seen.commands[0].name, "run");
  EXPECT_TRUE(seen.commands[0].runs_program);
  EXPECT_FALSE(seen.commands[1].runs_program);
  ASSERT_EQ(seen.options.size(), 2U);
  EXPECT_THAT(seen.options[0].names, ElementsAre("-h", "--help"));
  EXPECT_THAT(seen.options[1].names, ElementsAre("--config"));
}

TEST_F(OutlineOf, ReadsWhatAValueMayBe) {
  const auto run = outline().commands[0];
  ASSERT_EQ(run.options.size(), 5U) << "--help is the program's own";
  EXPECT_EQ(run.options[0].value->name, "N") << "without CLI11's words about the range";
  EXPECT_EQ(run.options[0].value->limits, "1 - 9");
  EXPECT_EQ(run.options[1].value->name, "HOST:PORT") << "a colon of its own stays";
  EXPECT_EQ(run.options[2].value->name, "js|python");
  EXPECT_THAT(run.options[2].value->words, ElementsAre("js", "python"));
  EXPECT_THAT(run.options[3].value->words, IsEmpty()) << "forms are no words";
  EXPECT_FALSE(run.options[4].value);
  EXPECT_EQ(outline().options[1].value->kind, ValueKind::file);
}

TEST_F(OutlineOf, TellsOperandsApart) {
  const auto seen = outline();
  ASSERT_EQ(seen.commands[0].operands.size(), 1U);
  EXPECT_EQ(seen.commands[0].operands[0].value.name, "CASE");
  EXPECT_THAT(seen.commands[0].operands[0].value.words, ElementsAre("a/1", "b"));
  EXPECT_FALSE(seen.commands[0].operands[0].is_required);
  EXPECT_EQ(seen.commands[1].operands[0].value.kind, ValueKind::file);
  EXPECT_TRUE(seen.commands[1].operands[0].is_required);
}

}  // namespace
}  // namespace everstrike::command_line
