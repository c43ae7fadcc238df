#include "json/reader.hpp"

#include <gtest/gtest.h>

namespace everstrike::json {
namespace {

std::string syntax_error(std::string text) {
  const auto document = Document::parse(std::move(text), "f.json");
  return document ? "" : document.error();
}

TEST(JsonReader, SyntaxErrorsNameLineAndColumn) {
  EXPECT_EQ(syntax_error("{\n  \"a\": 1,\n  oops\n}").rfind("f.json:3:3: not JSON: ", 0), 0U)
      << syntax_error("{\n  \"a\": 1,\n  oops\n}");
  EXPECT_EQ(syntax_error("").rfind("f.json:1:1: not JSON: ", 0), 0U);
  EXPECT_EQ(syntax_error("{\"a\":\"\xFF\"}").rfind("f.json:1:7: not JSON: ", 0), 0U)
      << syntax_error("{\"a\":\"\xFF\"}");
}

TEST(JsonReader, NothingBehindANulIsIgnored) {
  EXPECT_EQ(syntax_error(std::string("{}\0{\"a\":1}", 10)), "f.json:1:3: not JSON: a NUL byte");
}

// Once ended the program: the library throws another exception for these than for syntax.
TEST(JsonReader, ANumberBeyondADoubleIsAnErrorWithItsPlace) {
  EXPECT_EQ(syntax_error("{\"a\":\n [-1e400]}"), "f.json:2:3: a number is too large");
  EXPECT_EQ(syntax_error("[" + std::string(400, '9') + "]"), "f.json:1:2: a number is too large");
  EXPECT_EQ(syntax_error("[1e-400, 1e308]"), "");
}

TEST(JsonReader, SyntaxErrorsDontQuoteWhatMayBeASecret) {
  EXPECT_EQ(syntax_error("{\"secret\": \"s3cret\n\"}").find("s3cret"), std::string::npos);
  EXPECT_EQ(syntax_error("{\"secret\": \"s3cret; expected '\n\"}").find("s3cret"),
            std::string::npos);
  EXPECT_EQ(syntax_error("{\"secret\": \"s3cret\"}x").find("s3cret"), std::string::npos)
      << syntax_error("{\"secret\": \"s3cret\"}x");
}

TEST(JsonReader, AMemberThatComesTwiceIsAnError) {
  EXPECT_EQ(syntax_error("{\"a\": 1,\n \"a\": 2}"),
            "f.json:2:2: the member \"a\" comes twice in one object");
  EXPECT_EQ(syntax_error("{\"a\": {\"b\": 1}, \"b\": 2}"), "");
}

TEST(JsonReader, FieldErrorsNameThePath) {
  const auto document = Document::parse(
      "{\n  \"list\": [\n    {\"x\": \"t\"},\n    {\"x\": 5, \"y\": 6}\n  ]\n}", "f.json");
  ASSERT_TRUE(document);
  ObjectReader root(*document, "");
  const auto elements = root.elements("list");
  ASSERT_EQ(elements.size(), 2U);
  ObjectReader good(*document, elements[0]);
  EXPECT_EQ(good.text("x"), "t");
  EXPECT_EQ(good.finish(), std::nullopt);

  ObjectReader wrong_type(*document, elements[1]);
  EXPECT_EQ(wrong_type.text("x"), std::nullopt);
  EXPECT_EQ(wrong_type.finish(), "f.json:4:11: list[1].x: expected text, found number");

  ObjectReader unknown(*document, elements[1]);
  EXPECT_EQ(unknown.number_if_present("x"), 5);
  EXPECT_EQ(unknown.finish(), "f.json:4:19: list[1].y: unknown member; expected one of: x");

  ObjectReader missing(*document, elements[0]);
  EXPECT_EQ(missing.text_if_present("x"), "t");
  EXPECT_EQ(missing.text("z"), std::nullopt);
  EXPECT_EQ(missing.finish(), "f.json:3:5: list[0]: the member \"z\" is missing");

  ObjectReader misspelt(*document, elements[1]);
  EXPECT_EQ(misspelt.text("z"), std::nullopt);
  EXPECT_EQ(misspelt.number_if_present("x"), 5);
  EXPECT_EQ(misspelt.finish(), "f.json:4:19: list[1].y: unknown member; expected one of: x, z");

  const auto whole = [&](Bounds bounds) {
    ObjectReader reader(*document, elements[1]);
    (void)reader.member("y");
    EXPECT_EQ(reader.whole_number_if_present("x", bounds), std::nullopt);
    return reader.finish().value_or("");
  };
  EXPECT_EQ(whole({.from = 6}),
            "f.json:4:11: list[1].x: expected a whole number from 6 to 18446744073709551615");
  EXPECT_EQ(whole({.to = 4}), "f.json:4:11: list[1].x: expected a whole number from 0 to 4");
  EXPECT_EQ(root.finish(), std::nullopt);
}

TEST(JsonReader, FindsPlacesBehindStringsWithBracketsAndEscapes) {
  const auto document =
      Document::parse("{\"a\": \"]}\\\"{\", \"b\\u0031\": [1, [2, {}], {\"c\": null}]}", "f.json");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->error_at("/b1/2/c", "x"), "f.json:1:46: b1[2].c: x");
}

TEST(JsonReader, AnotherTypeThanAnObjectIsAnError) {
  const auto document = Document::parse(" []", "f.json");
  ASSERT_TRUE(document);
  ObjectReader root(*document, "");
  EXPECT_EQ(root.text("schema"), std::nullopt);
  EXPECT_EQ(root.finish(), "f.json:1:2: expected an object, found array");
}

TEST(JsonReader, TheRootMayNameItsSchemaAndNothingElseMay) {
  const auto error_of = [](std::string text) {
    const auto document = Document::parse(std::move(text), "f.json");
    ObjectReader root(*document, "");
    const auto elements = root.elements("list");
    if (elements.empty()) return root.finish().value_or("");
    ObjectReader element(*document, elements[0]);
    return element.finish().value_or(root.finish().value_or(""));
  };
  EXPECT_EQ(error_of(R"({"$schema": "https://example.com/s.json"})"), "");
  EXPECT_EQ(error_of(R"({"$schema": 1})"),
            "f.json:1:13: $schema: expected text, the address of a schema");
  EXPECT_EQ(error_of(R"({"list": [{"$schema": "x"}]})"),
            "f.json:1:23: list[0].$schema: unknown member; expected one of: ");
  EXPECT_NE(error_of(R"({"schema$": "x"})"), "");
}

}  // namespace
}  // namespace everstrike::json
