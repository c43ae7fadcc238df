#include "command_line/shell_words.hpp"

#include <gtest/gtest.h>

namespace everstrike::command_line {
namespace {

TEST(ShellLine, QuotesWhatAShellWouldRead) {
  EXPECT_EQ(shell_line({"a", "b c", "it's", ""}), "a 'b c' 'it'\\''s' ''");
  EXPECT_EQ(shell_line({"--id={id}", "a=b,c/d.e:f+@%-_"}), "'--id={id}' a=b,c/d.e:f+@%-_");
}

TEST(ShellLine, QuotesAlwaysWhereAsked) {
  EXPECT_EQ(shell_quoted("plain"), "'plain'");
  EXPECT_EQ(shell_quoted("'"), "''\\'''");
}

}  // namespace
}  // namespace everstrike::command_line
