#include "signing/diagnosis/text/percent.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace everstrike::diagnosis {
namespace {

constexpr std::string_view kText = "a b+c~d*e'f(g)h!i:j@k/\xc3\xa9[l]$,;?%";

std::string by(std::string_view name) {
  const auto all = encoders();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Encoder& encoder) {
    return encoder.name == name ||
           (encoder.name.starts_with(name) && encoder.name.substr(name.size()).starts_with(";"));
  });
  return found == all.end() ? "no such encoder" : escape(kText, *found);
}

// What the libraries of that name wrote: node 20, form-urlencoded 4.5.1, CPython 3.11.
TEST(Escape, WritesAsTheFieldsEncodersDo) {
  EXPECT_EQ(by("form-urlencoded (npm)"),
            "a+b%2Bc%7Ed%2Ae%27f%28g%29h%21i%3Aj%40k%2F%C3%A9%5Bl%5D%24%2C%3B%3F%25");
  EXPECT_EQ(by("Python's urlencode and quote_plus"),
            "a+b%2Bc~d%2Ae%27f%28g%29h%21i%3Aj%40k%2F%C3%A9%5Bl%5D%24%2C%3B%3F%25");
  EXPECT_EQ(by("Python's quote"),
            "a%20b%2Bc~d%2Ae%27f%28g%29h%21i%3Aj%40k/%C3%A9%5Bl%5D%24%2C%3B%3F%25");
  EXPECT_EQ(by("encodeURIComponent"),
            "a%20b%2Bc~d*e'f(g)h!i%3Aj%40k%2F%C3%A9%5Bl%5D%24%2C%3B%3F%25");
  EXPECT_EQ(by("URLSearchParams"),
            "a+b%2Bc%7Ed*e%27f%28g%29h%21i%3Aj%40k%2F%C3%A9%5Bl%5D%24%2C%3B%3F%25");
  EXPECT_EQ(by("encodeURI"), "a%20b+c~d*e'f(g)h!i:j@k/%C3%A9%5Bl%5D$,;?%25");
}

TEST(Escape, LikeJavascriptsOldFunctionWritesUnits) {
  EXPECT_EQ(escape_like_javascript(std::string(kText) + "\xe2\x82\xac\xf0\x9f\x98\x80"),
            "a%20b+c%7Ed*e%27f%28g%29h%21i%3Aj@k/%E9%5Bl%5D%24%2C%3B%3F%25%u20AC%uD83D%uDE00");
  EXPECT_EQ(escape_like_javascript("\xff"), "\xff");
}

TEST(Unescape, LeavesBrokenEscapes) {
  EXPECT_EQ(unescape("a%20b+c%zz%4", PlusSign::is_blank), "a b c%zz%4");
  EXPECT_EQ(unescape("a%20b+c%2", PlusSign::is_plus), "a b+c%2");
  EXPECT_EQ(unescape("%25%32%35", PlusSign::is_plus), "%25");
  EXPECT_EQ(unescape("%", PlusSign::is_plus), "%");
}

TEST(EscapeCase, ChangesEscapesOnly) {
  EXPECT_EQ(with_lower_case_escapes("ABC%2F%c3%A9%G1%A"), "ABC%2f%c3%a9%G1%A");
  EXPECT_EQ(with_upper_case_escapes("abc%2f%c3%A9%g1%a"), "abc%2F%C3%A9%g1%a");
}

TEST(ReplaceAll, TakesWhatItPutForText) {
  EXPECT_EQ(replace_all("a&b&&c", "&", "&amp;"), "a&amp;b&amp;&amp;c");
  EXPECT_EQ(replace_all("", "&", "x"), "");
  EXPECT_EQ(replace_all("aaa", "aa", "b"), "ba");
}

}  // namespace
}  // namespace everstrike::diagnosis
