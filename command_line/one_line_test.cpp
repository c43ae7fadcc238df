#include "command_line/one_line.hpp"

#include <gtest/gtest.h>

namespace everstrike::command_line {
namespace {

TEST(OneLine, LeavesPlainTextAlone) { EXPECT_EQ(one_line("port 8080 \"ü\""), "port 8080 \"ü\""); }

TEST(OneLine, EscapesWhatWouldBreakTheLineOrDriveTheTerminal) {
  EXPECT_EQ(one_line(std::string_view("a\nb\r\tc\x1b[2J\x7f\0d", 13)),
            "a\\nb\\r\\tc\\x1b[2J\\x7f\\x00d");
}

}  // namespace
}  // namespace everstrike::command_line
