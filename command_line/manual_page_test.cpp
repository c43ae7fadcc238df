#include "command_line/manual_page.hpp"

#include <gmock/gmock.h>

namespace everstrike::command_line {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What docs/exit-codes.md says, in its words; the enumeration is the programs' own.
TEST(ManualPage, TakesTheExitCodesFromTheirPage) {
  const auto codes = exit_codes();
  ASSERT_EQ(codes.size(), 8U);
  EXPECT_EQ(codes.front().name, "0");
  EXPECT_EQ(codes.front().text, "done, confirmed, all passed");
  EXPECT_EQ(codes.back().name, "130");
  EXPECT_EQ(codes.back().text, "interrupted");
}

TEST(ManualPage, SaysWhatAnOptionTakesAndWhatStandsForIt) {
  Outline outline;
  outline.name = "prog";
  outline.about = "does things";
  CommandOutline run{.name = "run", .about = "Runs", .footer = "", .options = {}, .operands = {}};
  run.options.push_back({.names = {"--ca"},
                         .value = ValueOutline{.name = "FILE", .words = {}, .limits = "1 - 9"},
                         .about = "Certificates",
                         .default_text = "none"});
  run.runs_program = true;
  outline.commands.push_back(run);
  const auto page =
      manual_page(outline, {.description = {"Text."}}, {{"--ca", "EVERSTRIKE_CA_FILE"}});
  EXPECT_THAT(page, HasSubstr("prog \\- does things\n"));
  EXPECT_THAT(page,
              HasSubstr("\\fBprog\\fR \\fBrun\\fR [option ...] \\fB\\-\\-\\fR \\fICMD\\fR ..."));
  EXPECT_THAT(page, HasSubstr("\\fB\\-\\-ca\\fR \\fIFILE\\fR\n"
                              "Certificates. In the range 1 \\- 9. Default: \\fBnone\\fR.\n"));
  EXPECT_THAT(page, HasSubstr("\\fBEVERSTRIKE_CA_FILE\\fR\nStands for \\fB\\-\\-ca\\fR.\n"));
  EXPECT_THAT(page, Not(HasSubstr(".SH FILES"))) << "nothing to say, no section";
}

TEST(ManualPage, RefersToAnEarlierCommandForALongListOfOptions) {
  Outline outline;
  outline.name = "prog";
  CommandOutline first{.name = "first", .about = "", .footer = "", .options = {}, .operands = {}};
  for (char c = 'a'; c < 'a' + 12; ++c) first.options.push_back({.names = {std::string("--") + c}});
  auto second = first;
  second.name = "second";
  second.options.push_back({.names = {"--own"}});
  outline.commands = {first, second};
  const auto page = manual_page(outline, {}, {});
  EXPECT_THAT(page, HasSubstr("Takes these options of \\fBfirst\\fR: \\fB\\-\\-a\\fR,"));
  EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-\\-own\\fR\n"));
}

}  // namespace
}  // namespace everstrike::command_line
