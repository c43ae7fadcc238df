#include "signing/secret_spellings.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

#include "signing/base64.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::signing {
namespace {

bool spells(std::string_view text, std::string_view secret) {
  const std::string_view secrets[] = {"", "another secret", secret};
  return spells_secret(text, secrets);
}

TEST(SecretSpellings, AreTextsOfWhichNoneOccursTwice) {
  std::vector<std::string> texts;
  for (const auto& spelling : secret_spellings("a b/c?d~e")) texts.emplace_back(spelling.reveal());
  // Python: binascii.hexlify, base64.b64encode of the secret behind 0, 1 and 2 other bytes, quote,
  // quote_plus.
  const std::vector<std::string> expected = {
      "a b/c?d~e",       "6120622f633f647e65", "6120622F633F647E65", "YSBiL2M/ZH5l",
      "YSBiL2M_ZH5l",    "EgYi9jP2R+Z",        "EgYi9jP2R-Z",        "hIGIvYz9kfm",
      "a+b%2Fc%3Fd%7Ee", "a+b%2fc%3fd%7ee",    "a%20b%2Fc%3Fd%7Ee",  "a%20b%2fc%3fd%7ee",
      "a+b%2Fc%3Fd~e",   "a+b%2fc%3fd~e",      "a%20b%2Fc%3Fd~e",    "a%20b%2fc%3fd~e"};
  EXPECT_EQ(texts, expected);
}

// "demo-secret" by coreutils and by hand.
TEST(SpellsSecret, FindsAnySpelling) {
  for (const char* text :
       {"demo-secret", "my demo-secret!", "64656d6f2d736563726574", "64656D6f2d736563726574",
        "0x64656d6f2d736563726574", "f64656d6f2d736563726574f",
        "ZGVtby1zZWNyZXQ=", "ZGVtby1zZWNyZXQ", "Basic a2V5OmRlbW8tc2VjcmV0",
        "Basic eGtleTpkZW1vLXNlY3JldA==", "Basic eGtleTpkZW1vLXNlY3JldA", "tokenZGVtby1zZWNyZXQ",
        "x%64emo%2Dsecre%74", "%64%65%6d%6F%2d%73%65%63%72%65%74", R"(\u0064emo-secre\u0074)",
        // two of them, one on top of the other
        "%36%34656d6f2d736563726574", "ZGVtby1zZWNyZXQ%3d", R"(%5cu0064emo-secret)",
        "NjQ2NTZkNmYyZDczNjU2MzcyNjU3NA==", "5a4756746279317a5a574e795a58513d"}) {
    EXPECT_TRUE(spells(text, "demo-secret")) << text;
  }
  EXPECT_TRUE(spells("long+secret%3fvalue", "long secret?value"));
  EXPECT_TRUE(spells("long+secret%3fvalue", "long+secret?value"));
  EXPECT_TRUE(
      spells("fMO8w7zDvMO8w7zDvH4_fg", "|\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc~?~"));
  EXPECT_TRUE(spells(R"(\ud83d\ude00\ud83d\ude00)", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80"));
  EXPECT_TRUE(spells("%61%41-secret", "a%41-secret"));
}

TEST(SpellsSecret, LeavesOtherTextAlone) {
  for (const char* text : {"", "demo-secre", "emo-secret", "id=849cdea0395411e98f54b395ae9c7bb6",
                           "ZGVtby1zZWNy", "%64%65%6d", "%", "%6", R"(\u00)", R"(\)", "===="}) {
    EXPECT_FALSE(spells(text, "demo-secret")) << text;
  }
}

TEST(SpellsSecret, AShortSecretIsOnlyAWholeText) {
  for (const char* text : {"abc", "616263", "YWJj", "%61bc", R"(\u0061bc)"}) {
    EXPECT_TRUE(spells(text, "abc")) << text;
  }
  for (const char* text : {"abcd", "x 616263", "YWJjZA"}) EXPECT_FALSE(spells(text, "abc")) << text;
  EXPECT_TRUE(spells("YQ==", "a"));
  EXPECT_TRUE(spells("YQ", "a"));
}

// --- one or two spellings on top of each other, as anybody may write them ---

std::string percent(std::string_view text, bool blank_is_plus) {
  std::string out;
  for (const char c : text) {
    const bool is_bare = c != '%' && c != '+' && c != ' ' && *rc::gen::arbitrary<bool>();
    if (is_bare || (blank_is_plus && c == ' ')) {
      out += c == ' ' ? '+' : c;
    } else {
      out += '%';
      append_hex_byte(out, c, *rc::gen::element(kHexDigits, kUpperHexDigits));
    }
  }
  return out;
}

std::string in_hex(std::string_view text) {
  std::string out;
  for (const char c : text) append_hex_byte(out, c, *rc::gen::element(kHexDigits, kUpperHexDigits));
  return out;
}

std::string in_base64(std::string_view text, bool for_urls, bool padded) {
  std::string out =
      base64_encode(std::string(*rc::gen::inRange<std::size_t>(0, 4), 'k') + std::string(text));
  if (!padded) out.erase(std::find(out.begin(), out.end(), '='), out.end());
  if (for_urls) {
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
  }
  return out;
}

std::string in_json(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '"' && c != '\\' && *rc::gen::arbitrary<bool>()) {
      out += c;
    } else {
      out += "\\u" + hex_number(static_cast<unsigned char>(c), 4);
    }
  }
  return out;
}

std::string spelled(std::string_view text) {
  const auto coin = rc::gen::arbitrary<bool>();
  switch (*rc::gen::inRange(0, 5)) {
    case 0:
      return percent(text, *coin);
    case 1:
      return in_hex(text);
    case 2:
      return in_base64(text, *coin, *coin);
    case 3:
      return in_json(text);
    default:
      return std::string(text);
  }
}

RC_GTEST_PROP(SpellsSecret, FindsTwoSpellingsOnTopOfEachOther, ()) {
  const auto secret = *rc::gen::scale(
      0.5, rc::gen::suchThat(
               rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f)),
               [](const std::string& text) { return text.size() >= kTellingSecretBytes; }));
  const std::string text = "k=" + spelled(spelled(secret)) + "&";
  RC_ASSERT(spells(text, secret));
}

}  // namespace
}  // namespace everstrike::signing
