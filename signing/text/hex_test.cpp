#include "signing/text/hex.hpp"

#include <gtest/gtest.h>

namespace everstrike::signing {
namespace {

TEST(Hex, WritesLowerCaseAndReadsBoth) {
  const std::string bytes("\x00\x7F\x80\xFF", 4);
  EXPECT_EQ(hex_of(bytes), "007f80ff");
  EXPECT_EQ(upper_hex_of(bytes), "007F80FF");
  EXPECT_EQ(read_hex("007f80ff"), bytes);
  EXPECT_EQ(read_hex("007F80Ff"), bytes);
  EXPECT_EQ(read_hex(""), "");
}

TEST(Hex, RefusesEverythingElse) {
  for (const char* text : {"0", "000", "0g", "g0", "0x00", " 00", "00 ", "-1", "+1", "ä"}) {
    EXPECT_EQ(read_hex(text), std::nullopt) << text;
  }
  for (const char* text : {"", "0", "g0", "0g"}) EXPECT_EQ(hex_byte_value(text), -1) << text;
}

TEST(Hex, WritesNumbersWithoutZerosInFrontUnlessAsked) {
  EXPECT_EQ(hex_number(0), "0");
  EXPECT_EQ(hex_number(0x1a0), "1a0");
  EXPECT_EQ(hex_number(0x1a0, 4), "01a0");
  EXPECT_EQ(hex_number(0xffffffffffffffff, 4), "ffffffffffffffff");
}

}  // namespace
}  // namespace everstrike::signing
