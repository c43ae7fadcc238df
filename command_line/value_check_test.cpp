#include "command_line/value_check.hpp"

#include <gtest/gtest.h>

namespace everstrike::command_line {
namespace {

TEST(ValueCheck, ARangeIsWordedHere) {
  const auto whole = in_range(0, 99);
  EXPECT_EQ(whole.expected, "a whole number from 0 to 99");
  EXPECT_EQ(whole.limits, "0 - 99");
  EXPECT_EQ(whole.complaint("100"), "expected a whole number from 0 to 99");
  EXPECT_EQ(whole_number({}).complaint("18446744073709551616"),
            "expected a whole number from 0 to 18446744073709551615");
  for (const char* right : {"0", "99", "010"}) EXPECT_EQ(whole.complaint(right), "") << right;
  for (const char* wrong : {"-1", "1.5", "4294967296", "x", "9 ", "0x10", "+1", ""}) {
    EXPECT_NE(whole.complaint(wrong), "") << wrong;
  }
  const auto rate = in_range(0.01, 10'000.0);
  EXPECT_EQ(rate.expected, "a number from 0.01 to 10000");
  EXPECT_EQ(rate.complaint("0.5"), "");
  EXPECT_EQ(rate.complaint("0"), "expected a number from 0.01 to 10000");
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
