#include "json/parse.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace everstrike::json {
namespace {

std::string written(std::string_view text, const Value& value) {
  return std::string(text.substr(value.begin, value.end - value.begin));
}

TEST(JsonParse, KeepsWhereEachValueAndNameStands) {
  constexpr std::string_view kText =
      " {\"a\" :\t[ 1.10,-0 ,\"]\\\"\\\\\",true,\n{}, [ ] ],\"\\u00e9,\":null } ";
  const auto root = parse(kText).value();
  EXPECT_EQ(written(kText, root), kText.substr(1, kText.size() - 2));
  const auto& list = root["a"];
  const char* expected[] = {"1.10", "-0", "\"]\\\"\\\\\"", "true", "{}", "[ ]"};
  ASSERT_EQ(list.size(), std::size(expected));
  for (std::size_t i = 0; i < list.size(); ++i) EXPECT_EQ(written(kText, list[i]), expected[i]);
  EXPECT_EQ(written(kText, root["é,"]), "null");
  EXPECT_EQ(root.items[0].name_begin, 2U);
  EXPECT_EQ(root.items[1].name_begin, kText.find("\"\\u"));
  EXPECT_EQ(written(" 1e3 ", parse(" 1e3 ").value()), "1e3");
}

TEST(JsonParse, TellsTheKindsOfNumbersApart) {
  const auto list = parse(
                        "[0, -0, 18446744073709551615, -9223372036854775808, 1.0, "
                        "18446744073709551616, -1]")
                        .value();
  EXPECT_TRUE(list[0].is_number_unsigned());
  EXPECT_TRUE(list[1].is_number_integer());
  EXPECT_FALSE(list[1].is_number_unsigned());
  EXPECT_EQ(list[2].get<std::uint64_t>(), UINT64_MAX);
  EXPECT_EQ(list[3].get<std::int64_t>(), INT64_MIN);
  EXPECT_FALSE(list[4].is_number_integer());
  EXPECT_EQ(list[5].get<double>(), 18446744073709551616.0);
  EXPECT_FALSE(list[5].is_number_integer());
  EXPECT_EQ(list[6].get<double>(), -1);
}

TEST(JsonParse, WhatIsNotThereOrOfAnotherTypeIsEmpty) {
  const auto root = parse(R"({"a": [true], "n": -1, "f": 1.5})").value();
  EXPECT_TRUE(root["a"]["b"][7]["c"].is_null());
  EXPECT_TRUE(root["a"][0].get<bool>());
  EXPECT_FALSE(root["n"].get<bool>());
  EXPECT_EQ(root["n"].get<std::string>(), "");
  EXPECT_EQ(root["f"].get<int>(), 0);
  EXPECT_EQ(root["a"].find("b"), nullptr);
}

TEST(JsonParse, NamesMayRepeatWhereThatIsAllowed) {
  const auto root = parse(R"({"a": 1, "a": 2})", {.names_may_repeat = true});
  ASSERT_TRUE(root);
  EXPECT_EQ((*root)["a"].get<int>(), 2);
  EXPECT_EQ(root->compact(), R"({"a":2})");
}

// The library is the judge: the same text, members in their order.
TEST(JsonParse, CompactIsWhatTheLibraryWrites) {
  for (const char* text : {R"({"z": [1, 2.50, -3, 1e3, true, null], "a": {"é\n\u0008": "\u007f"}})",
                           "[ ]", "{ }", "\"x\"", "1e300", "-0"}) {
    EXPECT_EQ(parse(text).value().compact(), nlohmann::ordered_json::parse(text).dump());
  }
}

TEST(JsonParse, ErrorsHaveTheirByte) {
  EXPECT_EQ(parse("[1,\n 1e999]").error().at, 5U);
  EXPECT_EQ(parse("[1, 2").error().at, 5U);
  EXPECT_EQ(parse(std::string_view("[1]\0", 4)).error().at, 3U);
  EXPECT_EQ(parse(std::string_view("[\0]", 3)).error().what, "not JSON: a NUL byte");
}

}  // namespace
}  // namespace everstrike::json
