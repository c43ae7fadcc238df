#include "signing/form_encoding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::signing {
namespace {

using testing::Field;

// The 128 ASCII characters, as the npm package form-urlencoded 4.5.1 wrote them under Node 20 and
// as Python 3.11's urlencode did. The two texts differ in "~".
constexpr std::string_view kAsciiJavascript =
    "%00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E"
    "%1F+%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQ"
    "RSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D%7E%7F";
constexpr std::string_view kAsciiPython =
    "%00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E"
    "%1F+%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQ"
    "RSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%7F";

std::string ascii() {
  std::string text;
  for (int c = 0; c < 128; ++c) text += static_cast<char>(c);
  return text;
}

TEST(FormEncoding, WritesAsciiAsTheDocumentedEncodersDo) {
  EXPECT_EQ(encode_component(ascii(), Dialect::javascript), kAsciiJavascript);
  EXPECT_EQ(encode_component(ascii(), Dialect::python), kAsciiPython);
}

TEST(FormEncoding, WritesUtf8ByteByByte) {
  for (const Dialect dialect : {Dialect::javascript, Dialect::python}) {
    EXPECT_EQ(encode_component("é€😀 ÿ", dialect), "%C3%A9%E2%82%AC%F0%9F%98%80+%C3%BF");
    EXPECT_EQ(encode_component("\x80\xff", dialect),
              "%80%FF");  // not UTF-8: urlencode(b"\x80\xff")
  }
}

TEST(FormEncoding, Appends) {
  std::string out = "id=";
  encode_component(out, "a b", Dialect::javascript);
  EXPECT_EQ(out, "id=a+b");
}

TEST(FormDecoding, KeepsRawTextAndOffsets) {
  const std::string_view body = "timestamp=15%2e5&ids%5B0%5D=a+b%2Bc";
  const auto fields = decode_form(body);
  ASSERT_TRUE(fields);
  ASSERT_EQ(fields->size(), 2U);
  const FormField& first = fields->front();
  EXPECT_EQ(first.name, "timestamp");
  EXPECT_EQ(first.raw_value, "15%2e5");
  EXPECT_EQ(first.value, "15.5");
  EXPECT_EQ(first.offset, 0U);
  const FormField& second = fields->back();
  EXPECT_EQ(second.raw_name, "ids%5B0%5D");
  EXPECT_EQ(second.raw_name.data(), body.data() + 17);
  EXPECT_EQ(second.name, "ids[0]");
  EXPECT_EQ(second.value, "a b+c");
  EXPECT_EQ(second.offset, 17U);
  EXPECT_TRUE(second.has_equals);
}

struct Decoded {
  std::string name;
  std::string value;
  bool has_equals;
};

struct Body {
  std::string_view text;
  std::vector<Decoded> fields;
};

// Names and values as Python's parse_qsl(…, keep_blank_values=True) gives them.
TEST(FormDecoding, SplitsAsTheFieldsDecodersDo) {
  const Body bodies[] = {
      {"", {}},
      {"&", {}},
      {"&&a=1&&b=2&", {{"a", "1", true}, {"b", "2", true}}},
      {"id", {{"id", "", false}}},
      {"id=", {{"id", "", true}}},
      {"=", {{"", "", true}}},
      {"=v", {{"", "v", true}}},
      {"a=b=c", {{"a", "b=c", true}}},
      {"a=1&a=2", {{"a", "1", true}, {"a", "2", true}}},
      {"a%26b=c%3Dd", {{"a&b", "c=d", true}}},
      {"a;b=1", {{"a;b", "1", true}}},
      {"ids[0]=x", {{"ids[0]", "x", true}}},
      {"a=%E2%82%ac%80", {{"a", "\xe2\x82\xac\x80", true}}},
      {"a=\xff~ \r\n", {{"a", "\xff~ \r\n", true}}},
      {"n=%00", {{"n", std::string(1, '\0'), true}}},
  };
  for (const Body& body : bodies) {
    const auto fields = decode_form(body.text);
    ASSERT_TRUE(fields) << body.text;
    ASSERT_EQ(fields->size(), body.fields.size()) << body.text;
    for (std::size_t i = 0; i < fields->size(); ++i) {
      EXPECT_EQ((*fields)[i].name, body.fields[i].name) << body.text;
      EXPECT_EQ((*fields)[i].value, body.fields[i].value) << body.text;
      EXPECT_EQ((*fields)[i].has_equals, body.fields[i].has_equals) << body.text;
    }
  }
}

TEST(FormDecoding, NamesTheBadEscape) {
  const std::pair<std::string_view, std::size_t> bodies[] = {
      {"%", 0},          {"a=%", 2},       {"a=%4", 2},   {"a=%zz", 2},
      {"a=1&b=2%4g", 7}, {"a=1&%g0=2", 4}, {"a=%%41", 2}, {"a=%4&b=1", 2},
      {"a%=1", 1},       {"a=% 1", 2},     {"a=%+1", 2}};
  for (const auto& [body, offset] : bodies) {
    const auto fields = decode_form(body);
    ASSERT_FALSE(fields) << body;
    EXPECT_THAT(fields.error(), Field(&FormError::code, FormErrorCode::bad_escape)) << body;
    EXPECT_THAT(fields.error(), Field(&FormError::offset, offset)) << body;
  }
  EXPECT_EQ(decode_form("a=%zz").error().message(),
            "bad escape at byte 2 of the body: expected two hex digits after \"%\"");
}

TEST(FormDecoding, StopsAtTheLimit) {
  EXPECT_TRUE(decode_form("a=1&&b=2&", {.fields_max = 2}));
  const auto fields = decode_form("a=1&&b=2&c=3", {.fields_max = 2});
  ASSERT_FALSE(fields);
  EXPECT_EQ(fields.error().code, FormErrorCode::too_many_fields);
  EXPECT_EQ(fields.error().offset, 9U);
  EXPECT_EQ(fields.error().message(), "too many form fields at byte 9 of the body");
}

}  // namespace
}  // namespace everstrike::signing
