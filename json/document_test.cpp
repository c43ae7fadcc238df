#include "json/document.hpp"

#include <gtest/gtest.h>

namespace everstrike::json {
namespace {

std::string error_of(std::string text) {
  const auto document = Document::parse(std::move(text), "f.json");
  return document ? "no error" : document.error();
}

// Once the second occurrence of that text anywhere: "api_key" of the second account, at 3:4.
TEST(JsonDocument, ANameThatComesTwiceIsToldWhereItComesTheSecondTime) {
  EXPECT_EQ(error_of(R"({"accounts": [
  {"api_key": "a"},
  {"api_key": "b"},
  {"secret": "api_key",
   "api_key": "c",
   "secret_env": "X", "api_key": "d"}]})"),
            "f.json:6:23: the member \"api_key\" comes twice in one object");
  EXPECT_EQ(error_of("{\"a\": 1,\n \"\\u0061\": 2}"),
            "f.json:2:2: the member \"a\" comes twice in one object");
}

// Once the first place where these characters stood: inside the name.
TEST(JsonDocument, ANumberThatIsTooLargeIsToldWhereItStands) {
  EXPECT_EQ(error_of("{\"name\": \"x1e400\",\n \"of\": 21e400,\n \"in\" : 1e400}"),
            "f.json:2:8: a number is too large");
  EXPECT_EQ(error_of("{\"name\": \"x1e400\",\n \"of\": 1,\n \"in\" : 1e400}"),
            "f.json:3:9: a number is too large");
}

TEST(JsonDocument, TheFirstMistakeOfATextIsTold) {
  EXPECT_EQ(error_of("{\"a\": 1, \"a\": 2,\n oops}"),
            "f.json:1:10: the member \"a\" comes twice in one object");
  EXPECT_EQ(error_of("[oops, 1e400]").rfind("f.json:1:2: not JSON: ", 0), 0U);
}

TEST(JsonDocument, NestingHasABound) {
  EXPECT_EQ(error_of(std::string(64, '[') + std::string(64, ']')), "no error");
  EXPECT_EQ(error_of("\n" + std::string(10'000'000, '[')), "f.json:2:65: nested deeper than 64");
}

TEST(JsonDocument, AByteOrderMarkIsNoPartOfTheText) {
  const auto document = Document::parse("\xEF\xBB\xBF{\"a\": 5}", "f.json");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->error_at("/a", "x"), "f.json:1:10: a: x");
}

TEST(JsonDocument, FindsByPointer) {
  const auto document = Document::parse(R"({"a/b": [{"~": 5}], "1": {"2": 6}})", "f.json");
  ASSERT_TRUE(document);
  const auto inner = child_pointer(child_pointer(child_pointer("", "a/b"), "0"), "~");
  EXPECT_EQ(inner, "/a~1b/0/~0");
  ASSERT_NE(document->find(inner), nullptr);
  EXPECT_EQ(document->find(inner)->get<int>(), 5);
  EXPECT_EQ(document->find("/1/2")->get<int>(), 6);
  EXPECT_EQ(document->find("/a~1b/1"), nullptr);
  EXPECT_EQ(document->find("/a~1b/x"), nullptr);
  EXPECT_EQ(document->find("/1/2/3"), nullptr);
  EXPECT_EQ(document->error_at("/a~1b/1/x", "y"), "f.json:1:9: a/b[1].x: y");
}

}  // namespace
}  // namespace everstrike::json
