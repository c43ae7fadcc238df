#include "command_line/outline.hpp"

#include <gmock/gmock.h>

namespace everstrike::command_line {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OutlineOf : public ::testing::Test {
 protected:
  OutlineOf() {
    app_.option("--config", text_, "Settings").value_name("FILE");
    app_.flag("--secret-switch", flag_).hidden();
    auto run = app_.subcommand("run", "Runs");
    run.option("CASE", texts_, "What to run");
    run.option("--jobs", number_, "How many").value_name("N").in_range(1, 9);
    run.option("--listen", text_).value_name("HOST:PORT");
    run.option("--kind", text_).value_name("js|python").one_of({"js", "python"});
    run.option("--wait", text_).value_name("N|A..B");
    run.flag("--strict", flag_, "Be strict");
    auto check = app_.subcommand("check", "Checks");
    check.option("FILE", texts_).required();
  }

  Outline outline() {
    return outline_of(app_,
                      {.default_command = "run",
                       .commands_that_run_programs = {"run"},
                       .values = {{.command = "run", .value = "CASE", .words = {"a/1", "b"}}}});
  }

  Command app_{"Does things"};
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
  EXPECT_EQ(run.options[0].value->name, "N") << "without the words about the range";
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
