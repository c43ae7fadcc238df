#include "client/program/json_members.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

std::string shown(std::string_view line) {
  std::string text;
  for (const auto& member : json_members(line)) {
    text += member.name + "=" + std::string(member.raw_value) + ";";
  }
  return text;
}

TEST(JsonMembers, GivesEveryValueAsItsOwnBytes) {
  EXPECT_EQ(shown(R"( { "a" : 1.10 , "b":"x\"},\u0041\\" ,"c":{"d":[1,"]}"]},"e":[ ] ,"f":null} )"),
            R"(a=1.10;b="x\"},\u0041\\";c={"d":[1,"]}"]};e=[ ];f=null;)");
  EXPECT_EQ(shown("{}"), "");
}

TEST(JsonMembers, GivesWhatStandsBeforeTheBreakAndNoCutValue) {
  EXPECT_EQ(shown(R"({"a":1,"b":)"), "a=1;");
  EXPECT_EQ(shown(R"({"a":1,"b":tru)"), "a=1;");
  EXPECT_EQ(shown(R"({"a":1,"b":[1,2)"), "a=1;");
  EXPECT_EQ(shown(R"({"a":1,"b":"x)"), "a=1;");
  EXPECT_EQ(shown(R"({"a":1,"b":"x\)"), "a=1;");
  EXPECT_EQ(shown(R"({"a":1 "b":2})"), "a=1;");
  EXPECT_EQ(shown(R"({"a":1,,"b":2})"), "a=1;");
  EXPECT_EQ(shown(R"({"a":1)"), "");
}

TEST(JsonMembers, WhatIsNoObjectHasNone) {
  for (const char* line : {"", "  ", "[1]", "x", "\"{\"", "{", "{]", "{\"", "{\"a\"", "{a:1}"}) {
    EXPECT_EQ(shown(line), "") << line;
  }
}

TEST(JsonMembers, DeepNestingCostsNoStack) {
  const std::string deep = std::string(5'000'000, '[') + std::string(5'000'000, ']');
  EXPECT_EQ(json_members("{\"a\":" + deep + "}").at(0).raw_value.size(), deep.size());
}

}  // namespace
}  // namespace everstrike::client
