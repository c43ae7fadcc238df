#include "client/json_reader.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

std::string error_of(std::string_view text) {
  const auto value = read_json(text);
  return value ? "no error" : value.error();
}

TEST(JsonReader, ReadsAValue) {
  EXPECT_EQ(read_json(R"( {"a":[1,2,{"a":null}],"b":{"a":true}} )").value()["a"][1].get<int>(), 2);
}

TEST(JsonReader, NamesThePlaceButNeverQuotesTheText) {
  EXPECT_EQ(error_of(R"({"secret_hex": hunter2})"), "not JSON at byte 16");
  EXPECT_EQ(error_of(""), "not JSON at byte 1");
  EXPECT_EQ(error_of("{\"a\":\"\xFF\"}"), "not JSON at byte 7");
  EXPECT_EQ(error_of(std::string_view("{\0}", 3)), "not JSON at byte 2");
  EXPECT_EQ(error_of(R"({"a":"\ud800"})"), "not JSON at byte 13");
  EXPECT_EQ(error_of("1e400"), "not JSON: a number is out of range");
  EXPECT_EQ(error_of("{} {}"), "not JSON at byte 4");
}

// The library ends at a NUL outside of texts, so {"code":200}\0… counted as JSON. Found by fuzzing.
TEST(JsonReader, ANulIsNoEnd) {
  EXPECT_EQ(error_of(std::string_view("{}\0", 3)), "not JSON at byte 3");
  EXPECT_EQ(error_of(std::string_view("1\0x", 3)), "not JSON at byte 2");
  EXPECT_EQ(error_of(std::string_view("\0", 1)), "not JSON at byte 1");
  EXPECT_EQ(error_of("\"\\u0000\""), "no error");
}

TEST(JsonReader, AByteOrderMarkIsNotJson) {
  EXPECT_EQ(error_of("\xEF\xBB\xBF{}"), "not JSON at byte 1");
}

TEST(JsonReader, RefusesANameThatStandsTwiceInOneObject) {
  EXPECT_EQ(error_of(R"({"code":503,"code":200})"),
            "not acceptable JSON: a name stands twice in one object");
  EXPECT_EQ(error_of(R"([{"x":{"a":1,"\u0061":2}}])"),
            "not acceptable JSON: a name stands twice in one object");
  EXPECT_EQ(error_of(R"([{"a":1},{"a":2}])"), "no error");
}

TEST(JsonReader, RefusesDeepNestingWithoutBuildingIt) {
  EXPECT_EQ(error_of(std::string(64, '[') + std::string(64, ']')), "no error");
  EXPECT_EQ(error_of(std::string(65, '[') + std::string(65, ']')),
            "not acceptable JSON: nested deeper than 64");
  EXPECT_EQ(error_of(std::string(10'000'000, '[')), "not acceptable JSON: nested deeper than 64");
}

}  // namespace
}  // namespace everstrike::client
