#include "command_line/value_check.hpp"

#include <gtest/gtest.h>

namespace everstrike::command_line {
namespace {

TEST(ValueCheck, ARangeIsWordedHere) {
  const auto whole = in_range(0, 99);
  EXPECT_EQ(whole.expected, "INT in [0 - 99]");
  EXPECT_EQ(whole.limits, "0 - 99");
  EXPECT_EQ(whole.complaint("100"), "expected INT in [0 - 99]");
  for (const char* right : {"0", "99", "0x10"}) EXPECT_EQ(whole.complaint(right), "") << right;
  for (const char* wrong : {"-1", "1.5", "4294967296", "x", "9 "}) {
    EXPECT_NE(whole.complaint(wrong), "") << wrong;
  }
  const auto rate = in_range(0.01, 10'000.0);
  EXPECT_EQ(rate.expected, "FLOAT in [0.01 - 10000]");
  EXPECT_EQ(rate.complaint("0.5"), "");
  EXPECT_EQ(rate.complaint("0"), "expected FLOAT in [0.01 - 10000]");
  EXPECT_NE(rate.complaint("nan"), "");
}

TEST(ValueCheck, AWordIsOneOfThoseOrNamesThem) {
  const auto check = one_of({"js", "python"});
  EXPECT_EQ(check.expected, "{js,python}");
  EXPECT_EQ(check.complaint("js"), "");
  EXPECT_EQ(check.complaint("j"), "expected one of {js,python}");
}

TEST(ValueCheck, AFolderExists) {
  const auto check = existing_folder();
  EXPECT_EQ(check.complaint("/"), "");
  EXPECT_EQ(check.complaint("/nowhere"), "expected a folder that exists");
  EXPECT_EQ(check.complaint("/dev/null"), "expected a folder, it is a file");
}

}  // namespace
}  // namespace everstrike::command_line
