#include "command_line/roff.hpp"

#include <gtest/gtest.h>

namespace everstrike::command_line {
namespace {

TEST(Roff, ShowsTextAsItIs) {
  EXPECT_EQ(escaped("a\\b --x 'y' ~ ^"), "a\\eb \\-\\-x \\(aqy\\(aq \\(ti \\(ha");
  EXPECT_EQ(escaped("say `--now` again"), "say \\fB\\-\\-now\\fR again");
  EXPECT_EQ(escaped("CMD… 2 × 3"), "CMD... 2 \\[u00D7] 3");
  EXPECT_EQ(bold("a-b"), "\\fBa\\-b\\fR");
}

TEST(Roff, TakesNoTextForARequest) {
  Roff page;
  page.section("FILES");
  page.paragraph(".so /etc/passwd");
  page.paragraph("'quoted");
  EXPECT_EQ(page.page(), ".SH FILES\n\\&.so /etc/passwd\n.PP\n\\(aqquoted\n");
}

TEST(Roff, FillsLinesThatStayShort) {
  Roff page;
  std::string text;
  for (int i = 0; i < 60; ++i) text += "word" + std::to_string(i) + " ";
  page.text(text);
  std::size_t start = 0;
  int num_lines = 0;
  for (std::size_t end = 0; (end = page.page().find('\n', start)) != std::string::npos;) {
    EXPECT_LE(end - start, 80U);
    start = end + 1;
    ++num_lines;
  }
  EXPECT_GT(num_lines, 4);
}

}  // namespace
}  // namespace everstrike::command_line
