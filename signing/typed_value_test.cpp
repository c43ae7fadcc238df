#include "signing/typed_value.hpp"

#include <gtest/gtest.h>

#include <string>

// Expected bodies are those of form-urlencoded 4.5.1 and of urllib.parse.urlencode (CPython 3.11);
// conformance/parity compares all of fixtures/vectors/typed_* and random payloads.
namespace everstrike::signing {
namespace {

TypedValue number(std::string_view text) { return typed_number(text).value(); }

std::string javascript(const TypedPayload& payload) {
  return typed_body(payload, Dialect::javascript);
}

std::string python(const TypedPayload& payload) { return typed_body(payload, Dialect::python); }

TEST(TypedBody, WritesScalarsAsEachLanguageDoes) {
  const TypedPayload payload = {
      {"x", {nullptr}}, {"t", {true}}, {"n", number("1.0")}, {"s", {std::string("~")}}};
  EXPECT_EQ(javascript(payload), "x=null&t=true&n=1&s=%7E");
  EXPECT_EQ(python(payload), "x=None&t=True&n=1.0&s=~");
}

TEST(TypedBody, RoundsBigIntegersInJavascriptOnly) {
  const TypedPayload payload = {{"id", number("9007199254740993")}};
  EXPECT_EQ(javascript(payload), "id=9007199254740992");
  EXPECT_EQ(python(payload), "id=9007199254740993");
}

TEST(TypedBody, WritesListsByIndexOrAsRepr) {
  const TypedPayload payload = {{"ids", {TypedList{{std::string("a1")}, {std::string("b2")}}}}};
  EXPECT_EQ(javascript(payload), "ids%5B0%5D=a1&ids%5B1%5D=b2");
  EXPECT_EQ(python(payload), "ids=%5B%27a1%27%2C+%27b2%27%5D");
}

TEST(TypedBody, WritesAnEmptyListAsNameWithoutEqualsInJavascript) {
  const TypedPayload payload = {{"ids", {TypedList{}}}, {"x", {true}}};
  EXPECT_EQ(javascript(payload), "ids%5B%5D&x=true");
  EXPECT_EQ(python(payload), "ids=%5B%5D&x=True");
}

TEST(TypedBody, DropsAnEmptyObjectInJavascript) {
  const TypedPayload payload = {{"o", {TypedPayload{}}}};
  EXPECT_EQ(javascript(payload), "");
  EXPECT_EQ(python(payload), "o=%7B%7D");
}

TEST(TypedBody, OrdersMembersAtEveryLevelAsAJavascriptObject) {
  const TypedPayload inner = {{"b", {true}}, {"10", {true}}, {"9", {true}}};
  EXPECT_EQ(javascript({{"o", {inner}}, {"1", {nullptr}}}),
            "1=null&o%5B9%5D=true&o%5B10%5D=true&o%5Bb%5D=true");
}

TEST(AsPythonDict, KeepsTheLastValueAtThePlaceOfTheFirst) {
  const TypedPayload payload = {{"id", number("1")}, {"x", {nullptr}}, {"id", {std::string("t")}}};
  EXPECT_EQ(python(payload), "id=1&x=None&id=t");
  EXPECT_EQ(python(as_python_dict(payload)), "id=t&x=None");
}

TEST(TypedNumber, TakesWhatJsonTakes) {
  for (const char* text : {"0", "-0", "10", "-1.5", "0.5", "1e5", "1E+5", "1e-5", "NaN"}) {
    EXPECT_TRUE(typed_number(text).has_value()) << text;
  }
  for (const char* text : {"", "-", "01", "+1", "1.", ".5", "1e", "1e+", "1 ", " 1", "0x10", "inf",
                           "nan", "1,5", "1_000", "--1", "1.5.5", "1e5e5"}) {
    EXPECT_FALSE(typed_number(text).has_value()) << text;
  }
}

// A locale with a decimal comma must not change a signed body; numbers are read and written
// without one.
TEST(TypedNumber, ReadsWithoutTheLocale) {
  EXPECT_EQ(std::get<double>(number("1.5").is), 1.5);
  EXPECT_EQ(std::get<double>(number("-0.25e2").is), -25);
  EXPECT_EQ(python({{"n", number("1e99999999999999999999")}}), "n=inf");
  EXPECT_EQ(python({{"n", number("1e-99999999999999999999")}}), "n=0.0");
}

}  // namespace
}  // namespace everstrike::signing
