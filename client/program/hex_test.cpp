#include "client/program/hex.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

TEST(Hex, WritesLowerCaseAndReadsBoth) {
  const std::string bytes("\x00\x7F\x80\xFF", 4);
  EXPECT_EQ(hex_text(bytes), "007f80ff");
  EXPECT_EQ(bytes_of_hex("007f80ff"), bytes);
  EXPECT_EQ(bytes_of_hex("007F80Ff"), bytes);
  EXPECT_EQ(bytes_of_hex(""), "");
}

TEST(Hex, RefusesEverythingElse) {
  for (const char* text : {"0", "000", "0g", "g0", "0x00", " 00", "00 ", "-1", "+1", "ä"}) {
    EXPECT_EQ(bytes_of_hex(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace everstrike::client
