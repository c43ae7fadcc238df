#include "signing/diagnosis/hypotheses/reading.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/other_bases.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

// The 32 bytes 0 to 31, and what Python and Node write for them.
std::string bytes() {
  std::string all(32, '\0');
  std::iota(all.begin(), all.end(), '\0');
  return all;
}
constexpr std::string_view kBase64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
constexpr std::string_view kHex =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

std::string steps_to_bytes(std::string_view text) {
  for (const Reading& reading : read_signature(text).readings) {
    if (reading.digest == bytes()) return reading.steps.text();
  }
  return "not read";
}

TEST(ReadSignature, ARightOneNeedsNoMistake) { EXPECT_EQ(steps_to_bytes(kBase64), ""); }

TEST(ReadSignature, UndoesOneMistake) {
  const std::string b64(kBase64);
  EXPECT_EQ(steps_to_bytes(kHex), "hex_instead_of_base64");
  EXPECT_EQ(steps_to_bytes("\\x" + std::string(kHex)), "hex_instead_of_base64");
  EXPECT_EQ(steps_to_bytes(" " + b64 + "\r\n"), "white_space_in_signature");
  EXPECT_EQ(steps_to_bytes(b64 + "\\n"), "white_space_in_signature");
  EXPECT_EQ(steps_to_bytes("<" + b64 + ">"), "signature_quoted");
  EXPECT_EQ(steps_to_bytes(b64.substr(0, 43) + "\\u003D"), "signature_json_escaped");
  EXPECT_EQ(steps_to_bytes(b64.substr(0, 43) + "%253D"), "signature_percent_encoded");
  EXPECT_EQ(steps_to_bytes("b\"" + b64 + "\""), "python_bytes_text");
  EXPECT_EQ(steps_to_bytes(b64 + b64), "signature_doubled");
  EXPECT_EQ(steps_to_bytes(b64 + ", AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
            "signature_header_twice");
  EXPECT_EQ(steps_to_bytes("t=12,v1=" + b64), "text_around_signature");
  EXPECT_EQ(steps_to_bytes(b64 + "=="), "base64_padding_wrong");
  EXPECT_EQ(steps_to_bytes("AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPQ===="),
            "other_base_instead_of_base64");
  EXPECT_EQ(steps_to_bytes("009C61O)~M2nh-c3=Iws5D^j+6crX17#SKH9337X"),
            "other_base_instead_of_base64");
  EXPECT_EQ(steps_to_bytes(bytes()), "raw_bytes_instead_of_base64");
  // crypto-js: JSON.stringify(word_array)
  EXPECT_EQ(steps_to_bytes(R"({"words":[66051,67438087,134810123,202182159,269554195,336926231,)"
                           R"(404298267,471670303],"sigBytes":32})"),
            "byte_list_instead_of_base64");
}

TEST(ReadSignature, UndoesTwoMistakesAndNoMore) {
  const std::string hex(kHex);
  EXPECT_EQ(steps_to_bytes("sha256=" + hex), "hex_instead_of_base64+text_around_signature");
  EXPECT_EQ(steps_to_bytes("\"" + hex + "\""), "hex_instead_of_base64+signature_quoted");
  EXPECT_EQ(steps_to_bytes("'\"" + hex + "\"'"), "hex_instead_of_base64+signature_quoted");
  EXPECT_EQ(steps_to_bytes("b'\"sha256=" + hex + "\"'"), "not read");
}

// Whatever a header holds, it is read in bounded work and gives a bounded number of readings.
TEST(ReadSignature, IsBounded) {
  EXPECT_TRUE(read_signature("").readings.empty());
  EXPECT_TRUE(read_signature(std::string(kSignatureTextMax + 1, 'A')).readings.empty());
  const std::string hostile[] = {
      std::string(kSignatureTextMax, ','), std::string(kSignatureTextMax, '%'),
      std::string(kSignatureTextMax, '"'), std::string(kSignatureTextMax, 'b'),
      std::string(kSignatureTextMax, '1'), std::string(kSignatureTextMax, '\0'),
      std::string(kSignatureTextMax, '\\')};
  for (const std::string& text : hostile) {
    EXPECT_LE(read_signature(text).readings.size(), 48U);
  }
}

TEST(ReadBase64, NotesEveryLiberty) {
  EXPECT_FALSE(read_base64(""));
  EXPECT_FALSE(read_base64("===="));
  EXPECT_FALSE(read_base64("AA A"));
  const auto unpadded = read_base64("-_8");
  ASSERT_TRUE(unpadded);
  EXPECT_EQ(signing::hex_of(unpadded->bytes), "fbff");
  EXPECT_TRUE(unpadded->url_letters);
  EXPECT_FALSE(unpadded->plain_letters);
  EXPECT_FALSE(unpadded->padding_right);
  EXPECT_TRUE(unpadded->canonical);
  EXPECT_FALSE(read_base64("-_9=")->canonical);
  EXPECT_EQ(base64url_of("\xfb\xff"), "-_8");
}

TEST(OtherBases, ReadTheirOwn) {
  EXPECT_EQ(read_ascii85("87cURD]i,\"Ebo80"), "Hello World!");  // Python: a85encode
  EXPECT_EQ(read_ascii85("<~87cURD]i,\"Ebo80~>"), "Hello World!");
  // Source: draft-msporny-base58, section 5.
  EXPECT_EQ(read_base58("2NEpo7TZRRrLZSi2U"), "Hello World!");
  EXPECT_EQ(read_base58("11233QC4"), std::string("\0\0\x28\x7f\xb4\xcd", 6));
  EXPECT_FALSE(read_base58("0OIl"));
  EXPECT_FALSE(read_base58(std::string(101, '2')));
}

TEST(OtherBases, RefuseForeignLetters) {
  EXPECT_FALSE(read_base32("A1"));
  EXPECT_FALSE(read_base85("abcd"));
  EXPECT_FALSE(read_base85("ab,cd"));
  EXPECT_FALSE(read_base85("~~~~~"));  // beyond 32 bits
}

}  // namespace
}  // namespace everstrike::diagnosis
