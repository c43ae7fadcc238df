#include "json/writer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

namespace everstrike::json {
namespace {

std::string as_json(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

// nlohmann's parser is the judge: what we write must read back as the text it was made of.
TEST(JsonText, EveryByteReadsBack) {
  for (int c = 0; c < 128; ++c) {
    const std::string text(1, static_cast<char>(c));
    EXPECT_EQ(nlohmann::json::parse(as_json(text)).get<std::string>(), text) << c;
  }
  const std::string unicode = "é€😀\xEF\xBB\xBF";
  EXPECT_EQ(nlohmann::json::parse(as_json(unicode)).get<std::string>(), unicode);
}

TEST(JsonText, BytesThatAreNoTextBecomeTheReplacementCharacter) {
  const std::string_view no_text[] = {"\x80",     "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                      "\xE2\x82", "\xFF",     "\xC3"};
  for (const auto bytes : no_text) {
    const std::string read = nlohmann::json::parse(as_json(bytes)).get<std::string>();
    EXPECT_EQ(read.find("\xEF\xBF\xBD"), 0U);
  }
}

TEST(JsonText, NumbersReadBackExactly) {
  for (const double value : {0.0, 200.0, 0.02225, 3.09956993634425, 1e300, -1e-300}) {
    std::string out;
    append_number(out, value);
    EXPECT_EQ(nlohmann::json::parse(out).get<double>(), value);
  }
  std::string out;
  append_number(out, std::numeric_limits<double>::infinity());
  EXPECT_EQ(out, "null");
}

// Numbers that were written before are remembered: many that take each other's places, twice.
TEST(JsonText, NumbersStandInTheirShortestFormAgain) {
  for (int i = 0; i < 400; ++i) {
    const int each = i / 4;
    const double value = (i % 2 == 0 ? 0.1 : -1e9) * each;
    std::array<char, 32> shortest;
    const auto end = std::to_chars(shortest.begin(), shortest.end(), value).ptr;
    std::string out;
    for (int twice = 0; twice < 2; ++twice) append_number(out, value);
    const std::string expected(shortest.begin(), end);
    EXPECT_EQ(out, expected + expected);
  }
}

// Small whole numbers are written in a way of their own.
TEST(JsonText, WholeNumbersStandInTheirShortestForm) {
  for (int whole = -3; whole < 200'003; ++whole) {
    std::array<char, 32> shortest;
    const auto end = std::to_chars(shortest.begin(), shortest.end(), double{1} * whole).ptr;
    std::string out;
    append_number(out, double{1} * whole);
    ASSERT_EQ(out, std::string_view(shortest.begin(), end));
  }
  std::string out;
  append_number(out, -0.0);
  EXPECT_EQ(out, "-0");
}

}  // namespace
}  // namespace everstrike::json
