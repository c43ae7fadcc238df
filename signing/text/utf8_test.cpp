#include "signing/text/utf8.hpp"

#include <gtest/gtest.h>

#include "signing/text/hex.hpp"

namespace everstrike::signing {
namespace {

constexpr std::string_view kUtf8Text =
    "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";  // a, e acute, euro, emoji

TEST(CodePoints, ReadsStrictUtf8) {
  EXPECT_EQ(code_points(kUtf8Text), U"a\u00e9\u20ac\U0001f600");
  EXPECT_EQ(utf8_of(*code_points(kUtf8Text)), kUtf8Text);
  for (const char* wrong : {"\x80", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80", "\xf8", "\xe2\x82", "a\xff"}) {
    EXPECT_EQ(code_points(wrong), std::nullopt) << hex_of(wrong);
  }
}

}  // namespace
}  // namespace everstrike::signing
