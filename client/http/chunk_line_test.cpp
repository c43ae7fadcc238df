#include "client/http/chunk_line.hpp"

#include <gtest/gtest.h>

#include <string>

namespace everstrike::client {
namespace {

TEST(ChunkLine, ASizeIsHexadecimalDigits) {
  EXPECT_EQ(read_chunk_line("0"), 0U);
  EXPECT_EQ(read_chunk_line("2d"), 0x2dU);
  EXPECT_EQ(read_chunk_line("00002D"), 0x2dU);
  EXPECT_EQ(read_chunk_line("ffffffffffffffff"), UINT64_MAX);
  EXPECT_EQ(read_chunk_line("10000000000000000"), UINT64_MAX);
  EXPECT_EQ(read_chunk_line("1" + std::string(1000, '0')), UINT64_MAX);
}

TEST(ChunkLine, WhatNumberReadersTakeBesideIsNone) {
  for (const char* line : {"",    " ",    "0x2d",       "0X2d", "+2d",    "-2d",     " 2d",
                           "2d ", "2d\t", "2d garbage", "2d g", "2dg",    "2_d",     "2.0",
                           "2,d", "x",    ";",          ";a=b", "2d\x0b", "2d;\x01", "2d\r"}) {
    EXPECT_EQ(read_chunk_line(line), std::nullopt) << line;
  }
  EXPECT_EQ(read_chunk_line(std::string_view("2d\0", 3)), std::nullopt);
}

// RFC 9112, 7.1.1 and its grammar of tokens and quoted texts.
TEST(ChunkLine, ExtensionsFollowTheGrammar) {
  for (const char* line : {"5;a", "5;a=b", "5 ; a = b", "5;a=\"b c;\\\" d\"", "5;a;b=c;d=\"\"",
                           "5\t;a", "5;a=!#$%&'*+-.^_`|~9"}) {
    EXPECT_EQ(read_chunk_line(line), 5U) << line;
  }
  for (const char* line : {"5;", "5;a=", "5;=b", "5;a b", "5;a=\"b", "5;a=\"b\\", "5;a=\"b\"c",
                           "5;a=b ", "5; ", "5;a=b,c", "5;a;;b"}) {
    EXPECT_EQ(read_chunk_line(line), std::nullopt) << line;
  }
}

}  // namespace
}  // namespace everstrike::client
