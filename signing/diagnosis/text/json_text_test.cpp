#include "signing/diagnosis/text/json_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace everstrike::diagnosis {
namespace {

Fields fields_of(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
  Fields fields;
  for (const auto& [name, value] : pairs)
    fields.push_back(make_field(name, value, kFormUrlencoded));
  return fields;
}

bool is_written(const Fields& fields, std::string_view text) {
  return std::any_of(json_styles().begin(), json_styles().end(),
                     [&](const JsonStyle& style) { return write_json(fields, style) == text; });
}

// Each text is what JSON.stringify (Node 20), json.dumps (CPython 3.11) or PHP's json_encode gives.
TEST(WriteJson, HasTheHabitsOfTheField) {
  const auto fields = fields_of({{"id", "a\"b\\/\xc3\xa9\n\x01\xf0\x9f\x98\x80"}, {"t", "1.5"}});
  EXPECT_TRUE(is_written(
      fields, "{\"id\":\"a\\\"b\\\\/\xc3\xa9\\n\\u0001\xf0\x9f\x98\x80\",\"t\":\"1.5\"}"));
  EXPECT_TRUE(is_written(fields, R"({"id": "a\"b\\/\u00e9\n\u0001\ud83d\ude00", "t": "1.5"})"));
  EXPECT_TRUE(is_written(fields, R"({"id":"a\"b\\\/\u00e9\n\u0001\ud83d\ude00","t":"1.5"})"));
  EXPECT_TRUE(
      is_written(fields, "{\"id\":\"a\\\"b\\\\/\xc3\xa9\\n\\u0001\xf0\x9f\x98\x80\",\"t\":1.5}"));
}

TEST(WriteJson, MakesListsOfIndexedAndRepeatedNames) {
  constexpr std::string_view kIndented =
      "{\n  \"id\": \"x\",\n  \"ids\": [\n    \"a\",\n    \"b\"\n  ],\n  \"e\": []\n}";
  EXPECT_TRUE(is_written(fields_of({{"id", "x"}, {"ids[0]", "a"}, {"ids[1]", "b"}, {"e[]", ""}}),
                         kIndented));
  EXPECT_TRUE(is_written(fields_of({{"ids", "a"}, {"ids", "b"}}), R"({"ids":["a","b"]})"));
  EXPECT_TRUE(is_written(fields_of({{"ids[0]", "a"}}), R"({"ids[0]":"a"})"));
  EXPECT_EQ(write_json({}, {}), "{}");
}

TEST(ReadJson, KeepsOrderSpellingAndRepetition) {
  const auto fields =
      read_json(R"( {"b":1.0, "a":"x\u00e9\ud83d\ude00\/", "b":true,"l":[ "p",2 ],"e":[]} )");
  ASSERT_TRUE(fields);
  ASSERT_EQ(fields->size(), 6U);
  EXPECT_EQ((*fields)[0].value, "1.0");
  EXPECT_TRUE((*fields)[0].is_literal);
  EXPECT_EQ((*fields)[1].value, "x\xc3\xa9\xf0\x9f\x98\x80/");
  EXPECT_EQ((*fields)[2].name, "b");
  EXPECT_EQ((*fields)[4].name, "l[1]");
  EXPECT_EQ((*fields)[5].name, "e[]");
  EXPECT_EQ(write_json(*fields, {}),
            "{\"b\":[1.0,true],\"a\":\"x\xc3\xa9\xf0\x9f\x98\x80/\",\"l\":[\"p\",2],\"e\":[]}");
}

TEST(ReadJson, RefusesWhatIsNoFlatObject) {
  for (const char* text : {"", "{", "[]", "1", "id=1", "{\"a\":{}}", "{\"a\":[[1]]}", "{\"a\":1}x",
                           "{\"a\" 1}", "{\"a\":\"x}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
                           "{a:1}", "{\"a\":,}", "{\"a\":\"\\ud83d\\u\"}"}) {
    EXPECT_FALSE(read_json(text)) << text;
  }
  std::string many = "{\"n\":0";
  for (std::size_t i = 0; i < kFieldsMax; ++i) many += ",\"n\":0";
  EXPECT_FALSE(read_json(many + "}"));
  EXPECT_FALSE(read_json(std::string(100'000, '[')));
}

}  // namespace
}  // namespace everstrike::diagnosis
