#include "command_line/config_file.hpp"

#include <gtest/gtest.h>

namespace everstrike::command_line {
namespace {

std::string error_of(std::string_view text) {
  const auto settings = parse_config(text, "c.toml");
  return settings ? "no error" : settings.error().message;
}

TEST(ConfigFile, GivesEachSettingWithItsTypeAndPlace) {
  const auto settings = parse_config(
      "seed = 7\n"
      "listen = \"127.0.0.1:0\"\n"
      "  faithful = true\n"
      "rate = 0.5\n"
      "[serve]\n"
      "skip = [\"a\", \"b\"]\n",
      "c.toml");
  ASSERT_TRUE(settings) << settings.error().message;
  ASSERT_EQ(settings->size(), 5U);
  const auto& faithful = (*settings)[0];
  EXPECT_EQ(faithful.key, "faithful");
  EXPECT_EQ(faithful.place, "c.toml:3:3");
  EXPECT_EQ(faithful.type, SettingType::truth);
  EXPECT_EQ(faithful.values, std::vector<std::string>{"true"});
  EXPECT_EQ((*settings)[1].type, SettingType::text);
  EXPECT_EQ((*settings)[2].values, std::vector<std::string>{"0.5"});
  EXPECT_EQ((*settings)[3].values, std::vector<std::string>{"7"});
  const auto& skip = (*settings)[4];
  EXPECT_EQ(skip.table, "serve");
  EXPECT_TRUE(skip.is_list);
  EXPECT_EQ(skip.values, (std::vector<std::string>{"a", "b"}));
}

TEST(ConfigFile, BrokenTomlIsNamedByLineAndColumn) {
  EXPECT_EQ(error_of("a = 1\nb = = 2\n").substr(0, 11), "c.toml:2:5:");
  EXPECT_EQ(error_of("a = 1\na = 2\n").substr(0, 9), "c.toml:2:");
  EXPECT_EQ(error_of("a = 1\na = 2\n").find("quotes"), std::string::npos);
  EXPECT_EQ(error_of("a = \"\xFF\"\n").find('\n'), std::string::npos);
}

TEST(ConfigFile, AValueThatIsNoTomlIsNamedByItsKey) {
  const std::string too_large =
      ": TOML's numbers end at 9223372036854775807; give a larger one on the command line or in "
      "the "
      "environment";
  EXPECT_EQ(error_of("seed = 9223372036854775807\n"), "no error");
  for (const char* const number :
       {"9223372036854775808", "18446744073709551616 # 2^64", "9_223_372_036_854_775_808\r"}) {
    EXPECT_EQ(error_of("[serve]\nseed = " + std::string(number) + "\n"),
              "c.toml:2: seed" + too_large);
  }
  for (const char* const value :
       {"", "007", "0xFFFFFFFFFFFFFFFFFF", "\"x", "= 2", "[1, 2", "\"\\x\""}) {
    const auto said = error_of("[serve]\nseed = " + std::string(value) + "\n");
    EXPECT_NE(said.find(": seed: "), std::string::npos) << said;
  }
}

TEST(ConfigFile, RefusesWhatNoOptionCanHold) {
  EXPECT_EQ(error_of("file = \"a\\u0000b\"\n"),
            "c.toml:1:1: file: expected text without the character NUL");
  EXPECT_EQ(error_of("file = [\"a\\u0000b\"]\n"),
            "c.toml:1:9: file: expected text without the character NUL");
  EXPECT_EQ(error_of("when = 2024-01-01\n"),
            "c.toml:1:1: when: expected text, a number, true or false, or a list");
  EXPECT_EQ(error_of("[a.b]\nc = 1\n").substr(0, 10), "c.toml:1:4");
  EXPECT_EQ(error_of("a = [1, \"x\"]\n"),
            "c.toml:1:9: a: expected texts, or numbers, all of one type");
}

TEST(ConfigFile, AnEmptyTableKeepsItsName) {
  const auto settings = parse_config("[serv]\n", "c.toml");
  ASSERT_TRUE(settings);
  ASSERT_EQ(settings->size(), 1U);
  EXPECT_EQ(settings->front().table, "serv");
  EXPECT_EQ(settings->front().key, "");
}

}  // namespace
}  // namespace everstrike::command_line
