#include "signing/diagnosis/text/charsets.hpp"

#include <gtest/gtest.h>

#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/unicode_form.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::string_view kUtf8Text =
    "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";  // a, e acute, euro, emoji

TEST(Charsets, AreAsPythonWritesThem) {
  EXPECT_EQ(signing::hex_of(utf16_of(*signing::code_points(kUtf8Text), false)),
            "6100e900ac203dd800de");
  EXPECT_EQ(signing::hex_of(utf16_of(*signing::code_points(kUtf8Text), true)),
            "006100e920acd83dde00");
  EXPECT_EQ(latin1_of(U"a\u00e9"), "a\xe9");
  EXPECT_EQ(latin1_of(U"\u20ac"), std::nullopt);
  EXPECT_EQ(utf8_of_latin1("a\xc3\xa9"), "a\xc3\x83\xc2\xa9");
}

// The bytes are what Node's Buffer.toString() gave, which follows the WHATWG decoder.
TEST(ReadLossily, PutsOneReplacementForEachMaximalPart) {
  EXPECT_EQ(
      signing::hex_of(read_lossily(*signing::read_hex("00ff80c3a9e2828241f0908041eda080f4908080"))),
      "00efbfbdefbfbdc3a9e2828241efbfbd41efbfbdefbfbdefbfbdefbfbdefbfbdefbfbdefbfbd");
}

// Forms as Python's unicodedata gives them.
TEST(UnicodeForm, TakesApartAndPutsTogether) {
  const std::pair<const char*, const char*> kForms[] = {
      {"c3a9", "65cc81"},   {"e1babf", "65cc82cc81"},   {"c797", "55cc88cc81"},
      {"d0b9", "d0b8cc86"}, {"e3818c", "e3818be38299"}, {"e1bb99", "6fcca3cc82"}};
  for (const auto& [composed_hex, decomposed_hex] : kForms) {
    const auto whole = *signing::code_points(*signing::read_hex(composed_hex));
    const auto parts = *signing::code_points(*signing::read_hex(decomposed_hex));
    EXPECT_EQ(signing::hex_of(signing::utf8_of(in_form(whole, UnicodeForm::decomposed))),
              decomposed_hex);
    EXPECT_EQ(signing::hex_of(signing::utf8_of(in_form(parts, UnicodeForm::composed))),
              composed_hex);
    EXPECT_EQ(in_form(whole, UnicodeForm::composed), whole);
    EXPECT_EQ(in_form(parts, UnicodeForm::decomposed), parts);
  }
  EXPECT_EQ(in_form(U"\u0301a", UnicodeForm::composed), U"\u0301a");
}

TEST(LetterCase, ChangesAsciiAndLatinLetters) {
  // Python: 'aZ é Ö ß ÷ × 1'.upper() but for the sharp s, and .lower().
  EXPECT_EQ(upper_case_of("aZ \xc3\xa9 \xc3\x96 \xc3\xb7 \xc3\x97 1"),
            "AZ \xc3\x89 \xc3\x96 \xc3\xb7 \xc3\x97 1");
  EXPECT_EQ(lower_case_of("aZ \xc3\xa9 \xc3\x96 \xc3\xb7 \xc3\x97 1"),
            "az \xc3\xa9 \xc3\xb6 \xc3\xb7 \xc3\x97 1");
  EXPECT_EQ(signing::lower_ascii("X-API-Key\xc3\x96"), "x-api-key\xc3\x96");
  EXPECT_EQ(upper_case_of("\xa9\xc3"), "\xa9\xc3");
}

}  // namespace
}  // namespace everstrike::diagnosis
