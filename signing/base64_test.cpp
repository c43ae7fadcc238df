#include "signing/base64.hpp"

#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <vector>

#include "signing/sha256/base64_mac.hpp"
#include "signing/sha256/cpu_features.hpp"

namespace everstrike::signing {
namespace {

struct Pair {
  std::string_view bytes;
  std::string_view text;
};

// RFC 4648, section 10; the last two show the letters that URL-safe base64 writes otherwise.
constexpr Pair kPairs[] = {{"", ""},
                           {"f", "Zg=="},
                           {"fo", "Zm8="},
                           {"foo", "Zm9v"},
                           {"foob", "Zm9vYg=="},
                           {"fooba", "Zm9vYmE="},
                           {"foobar", "Zm9vYmFy"},
                           {"\xfb\xef\xbe", "++++"},
                           {"\xff\xff\xff", "////"}};

TEST(Base64, EncodesAndDecodesThePublishedPairs) {
  for (const Pair& pair : kPairs) {
    EXPECT_EQ(base64_encode(pair.bytes), pair.text);
    const auto bytes = base64_decode(pair.text);
    ASSERT_TRUE(bytes) << pair.text << ": " << bytes.error().message();
    EXPECT_EQ(*bytes, pair.bytes);
  }
}

TEST(Base64, EncodesAMac) {
  std::array<unsigned char, kMacBytes> mac;
  std::iota(mac.begin(), mac.end(), 0xe0);
  std::string text(kSignatureLength, ' ');
  base64_encode_mac(std::span<char, kSignatureLength>(text), mac);
  // python3 -c 'import base64; print(base64.b64encode(bytes(range(0xe0, 0x100))))'
  EXPECT_EQ(text, "4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9/v8=");
}

struct Refusal {
  std::string_view text;
  Base64ErrorCode code;
  std::size_t offset;
};

constexpr Refusal kRefusals[] = {
    {"Z", Base64ErrorCode::bad_length, 1},           {"Zg", Base64ErrorCode::bad_length, 2},
    {"Zm8", Base64ErrorCode::bad_length, 3},         {"Zg=", Base64ErrorCode::bad_length, 3},
    {"Zg===", Base64ErrorCode::bad_length, 5},       {"Zm9v\n", Base64ErrorCode::bad_length, 5},
    {"Z===", Base64ErrorCode::bad_character, 1},     {"====", Base64ErrorCode::bad_character, 0},
    {"Zm9v====", Base64ErrorCode::bad_character, 4}, {"Zg=A", Base64ErrorCode::bad_character, 2},
    {"Zg==Zm9v", Base64ErrorCode::bad_character, 2}, {"Zm9 ", Base64ErrorCode::bad_character, 3},
    {" Zm9", Base64ErrorCode::bad_character, 0},     {"Zm\r\n", Base64ErrorCode::bad_character, 2},
    {"--__", Base64ErrorCode::bad_character, 0},     {"AAA_", Base64ErrorCode::bad_character, 3},
    {"AAA\xc3", Base64ErrorCode::bad_character, 3},  {"Zh==", Base64ErrorCode::not_canonical, 1},
    {"Zm9=", Base64ErrorCode::not_canonical, 2},
};

TEST(Base64, EveryEncoderOfAMacAgreesOnEveryByteInEveryPlace) {
  std::vector<EncodeMac> encoders = {&base64_encode_mac, &base64_encode_mac_by_table};
#ifdef EVERSTRIKE_HAVE_SHANI
  if (cpu_features().has_ssse3) encoders.push_back(&base64_encode_mac_ssse3);
#endif
  std::array<unsigned char, kMacBytes> mac{};
  for (std::size_t place = 0; place < mac.size(); ++place) {
    for (unsigned value = 0; value < 256; ++value) {
      mac[place] = static_cast<unsigned char>(value);
      const std::string expected = base64_encode({reinterpret_cast<char*>(mac.data()), mac.size()});
      for (const EncodeMac encode : encoders) {
        Signature text{};
        encode(text, mac);
        ASSERT_EQ(std::string_view(text.data(), text.size()), expected) << place << ' ' << value;
      }
    }
  }
}

TEST(Base64, RefusesEveryOtherSpelling) {
  for (const Refusal& refusal : kRefusals) {
    const auto bytes = base64_decode(refusal.text);
    ASSERT_FALSE(bytes) << refusal.text;
    EXPECT_EQ(bytes.error().code, refusal.code) << refusal.text;
    EXPECT_EQ(bytes.error().offset, refusal.offset) << refusal.text;
  }
  EXPECT_FALSE(base64_decode(std::string_view("AA\0A", 4)));
}

TEST(Base64, SaysWhatWasExpectedAndWhere) {
  EXPECT_EQ(base64_decode("Zg=").error().message(),
            "base64 text of 3 characters: expected a multiple of 4");
  EXPECT_EQ(base64_decode("Zm9-").error().message(),
            "bad base64 at character 3: expected A-Z a-z 0-9 + / and \"=\" only at the end");
  EXPECT_EQ(base64_decode("Zh==").error().message(),
            "non-canonical base64 at character 1: the unused bits of the last letter must be zero");
}

}  // namespace
}  // namespace everstrike::signing
