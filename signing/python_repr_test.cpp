#include "signing/python_repr.hpp"

#include <gtest/gtest.h>

#include <string>

// Expected texts are what repr() of CPython 3.11 printed; fixtures/vectors/typed_python_v1.json
// holds the borders of everything unprintable.
namespace everstrike::signing {
namespace {

using std::string_literals::operator""s;

std::string repr(std::string_view text) {
  std::string out;
  append_python_repr(out, text);
  return out;
}

TEST(PythonRepr, ChoosesTheQuoteThatNeedsNoEscape) {
  EXPECT_EQ(repr("plain"), "'plain'");
  EXPECT_EQ(repr("it's"), "\"it's\"");
  EXPECT_EQ(repr("\""), "'\"'");
  EXPECT_EQ(repr("'\""), "'\\'\"'");
  EXPECT_EQ(repr("back\\slash"), "'back\\\\slash'");
}

TEST(PythonRepr, EscapesWhatPythonCannotPrint) {
  EXPECT_EQ(repr("\x00\x1f\x7f\t\r\n"s), "'\\x00\\x1f\\x7f\\t\\r\\n'");
  EXPECT_EQ(repr("\u00a0\u00a1"), "'\\xa0\u00a1'");
  EXPECT_EQ(repr("\u200d\ufeff"), "'\\u200d\\ufeff'");
  EXPECT_EQ(repr("\U0001f600\U000e0041"), "'\U0001f600\\U000e0041'");
}

// No Python text holds such bytes, so nothing outside says what is right; they must not be lost.
TEST(PythonRepr, KeepsBytesThatAreNoText) {
  EXPECT_EQ(repr("a\xff"), "'a\\xff'");
  EXPECT_EQ(repr("\xc3"), "'\\xc3'");
  EXPECT_EQ(repr("\xed\xa0\x80"), "'\\xed\\xa0\\x80'");
  EXPECT_EQ(repr("\xc0\x80"), "'\\xc0\\x80'");
}

}  // namespace
}  // namespace everstrike::signing
