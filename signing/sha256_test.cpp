// Every kernel gives the published values, and the fastest usable one is the one that runs.
#include "signing/sha256.hpp"

#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include <thread>
#include <vector>

namespace everstrike::signing {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string hex(std::span<const unsigned char> bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0f];
  }
  return text;
}

std::string pattern(std::size_t length) {
  std::string bytes;
  for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i % 251);
  return bytes;
}

class EveryKernel : public testing::TestWithParam<const Sha256Kernel*> {
 protected:
  void SetUp() override {
    if (!GetParam()->is_usable()) GTEST_SKIP() << "this processor lacks what it needs";
  }
  [[nodiscard]] static std::string digest(std::string_view bytes) {
    std::array<unsigned char, kMacBytes> out{};
    GetParam()->digest(out, bytes);
    return hex(out);
  }
  [[nodiscard]] static std::string mac(std::string_view secret, std::string_view body) {
    const PreparedKey key(secret, *GetParam());
    std::array<unsigned char, kMacBytes> out{};
    key.kernel().mac(out, key.pads(), body);
    return hex(out);
  }
};

// FIPS 180-4's examples (csrc.nist.gov, SHA256.pdf) and the million of "a".
TEST_P(EveryKernel, GivesThePublishedDigests) {
  EXPECT_EQ(digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(digest(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// RFC 4231, cases 1 to 4, 6 and 7 (5 is about a truncated mac).
TEST_P(EveryKernel, GivesThePublishedMacs) {
  EXPECT_EQ(mac(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(mac("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(mac(std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(mac("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14"
                "\x15\x16\x17\x18\x19",
                std::string(50, '\xcd')),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  EXPECT_EQ(mac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(mac(std::string(131, '\xaa'),
                "This is a test using a larger than block-size key and a larger than block-size "
                "data. The key needs to be hashed before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST_P(EveryKernel, AgreesWithOpensslsHmacAtEveryLength) {
  const std::string body = pattern(300);
  for (const std::size_t key_bytes : {0U, 1U, 31U, 32U, 63U, 64U, 65U, 200U}) {
    const std::string secret = pattern(key_bytes);
    const PreparedKey key(secret, *GetParam());
    for (std::size_t length = 0; length <= body.size(); ++length) {
      // From an own heap block, so that a sanitizer sees any read past the end.
      const std::vector<char> text(body.begin(),
                                   body.begin() + static_cast<std::ptrdiff_t>(length));
      std::array<unsigned char, kMacBytes> expected{};
      ASSERT_NE(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                     reinterpret_cast<const unsigned char*>(body.data()), length, expected.data(),
                     nullptr),
                nullptr);
      std::array<unsigned char, kMacBytes> actual{};
      GetParam()->mac(actual, key.pads(), {text.data(), text.size()});
      ASSERT_EQ(hex(actual), hex(expected)) << key_bytes << " bytes of key, " << length;
    }
  }
}

TEST_P(EveryKernel, SharesOneKeyBetweenThreads) {
  const PreparedKey key("Jefe", *GetParam());
  std::array<std::string, 4> macs;
  std::vector<std::jthread> threads;
  threads.reserve(macs.size());
  for (std::string& mac : macs) {
    threads.emplace_back([&key, &mac] {
      std::array<unsigned char, kMacBytes> out{};
      for (int i = 0; i < 200; ++i)
        key.kernel().mac(out, key.pads(), "what do ya want for nothing?");
      mac = hex(out);
    });
  }
  threads.clear();
  for (const std::string& mac : macs) {
    EXPECT_EQ(mac, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}

INSTANTIATE_TEST_SUITE_P(Kernels, EveryKernel,
                         testing::ValuesIn(sha256_kernels().begin(), sha256_kernels().end()),
                         [](const auto& test) { return std::string(test.param->name); });

TEST(Sha256, RunsTheFirstUsableKernel) {
  for (const Sha256Kernel* kernel : sha256_kernels()) {
    if (!kernel->is_usable()) continue;
    EXPECT_EQ(sha256_kernel().name, kernel->name);
    EXPECT_EQ(PreparedKey("").kernel().name, kernel->name);
    return;
  }
  FAIL() << "no kernel is usable";
}

}  // namespace
}  // namespace everstrike::signing
