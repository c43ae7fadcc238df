// One suite for every kernel: the published values, and agreement with OpenSSL on all the rest.
// Kernels take a body whole, so there are no split points; how a body falls into blocks and pieces
// is what the lengths go through.
#include "signing/sha256/sha256.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <random>
#include <thread>
#include <vector>

#include "signing/prepared_key.hpp"
#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/upper_halves_for_test.hpp"
#include "signing/signer.hpp"
#include "signing/verifier.hpp"

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

// The reference for everything that is not published: another implementation, in its slowest and
// most used form.
std::array<unsigned char, kMacBytes> reference_mac(std::string_view secret, std::string_view body) {
  std::array<unsigned char, kMacBytes> mac{};
  // HMAC() takes a null key for "the one before", so an empty one needs an address.
  EXPECT_NE(
      HMAC(EVP_sha256(), secret.empty() ? "" : secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac.data(), nullptr),
      nullptr);
  return mac;
}

std::string reference_signature(std::string_view secret, std::string_view body) {
  const auto mac = reference_mac(secret, body);
  std::array<unsigned char, kSignatureLength + 1> text{};
  EVP_EncodeBlock(text.data(), mac.data(), static_cast<int>(mac.size()));
  return {text.begin(), text.end() - 1};
}

std::string text_of(const Signature& signature) { return {signature.data(), signature.size()}; }

// Bytes in a heap block of exactly their size, so that a sanitizer sees any read past the end.
std::vector<char> exact(std::string_view bytes) { return {bytes.begin(), bytes.end()}; }
std::string_view view(const std::vector<char>& bytes) { return {bytes.data(), bytes.size()}; }

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

TEST_P(EveryKernel, AgreesWithOpensslAtEveryLength) {
  const std::string bytes = pattern(300);
  for (const std::size_t key_bytes : {0U, 1U, 31U, 32U, 63U, 64U, 65U, 200U}) {
    const std::vector<char> secret = exact(pattern(key_bytes));
    const PreparedKey key(view(secret), *GetParam());
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
      SCOPED_TRACE(testing::Message() << key_bytes << " bytes of key, " << length << " of body");
      const std::vector<char> body = exact(bytes.substr(0, length));
      std::array<unsigned char, kMacBytes> mac{};
      GetParam()->mac(mac, key.pads(), view(body));
      ASSERT_EQ(hex(mac), hex(reference_mac(view(secret), view(body))));
      Signature signature{};
      GetParam()->sign(signature, key.pads(), view(body));
      ASSERT_EQ(text_of(signature), reference_signature(view(secret), view(body)));
      ASSERT_TRUE(GetParam()->verify(key.pads(), view(body), signature));
    }
  }
}

TEST_P(EveryKernel, HashesEveryLength) {
  const std::string bytes = pattern(300);
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    const std::vector<char> text = exact(bytes.substr(0, length));
    std::array<unsigned char, kMacBytes> expected{};
    EVP_Digest(text.data(), text.size(), expected.data(), nullptr, EVP_sha256(), nullptr);
    ASSERT_EQ(digest(view(text)), hex(expected)) << length;
  }
}

TEST_P(EveryKernel, ReadsAndWritesAtAnyAddress) {
  const PreparedKey key("Jefe", *GetParam());
  const std::string body = pattern(150);
  const std::string expected = reference_signature("Jefe", body);
  for (std::size_t offset = 0; offset < 64; ++offset) {
    const std::vector<char> moved = exact(std::string(offset, '#') + body);
    std::vector<char> out(offset + kSignatureLength);
    const auto place = std::span(out).subspan(offset).first<kSignatureLength>();
    GetParam()->sign(place, key.pads(), view(moved).substr(offset));
    ASSERT_EQ(view(out).substr(offset), expected) << offset;
    ASSERT_TRUE(GetParam()->verify(key.pads(), view(moved).substr(offset), place)) << offset;
  }
}

TEST_P(EveryKernel, RefusesEveryChangedCharacter) {
  const PreparedKey key("Jefe", *GetParam());
  const std::string expected = reference_signature("Jefe", "id=1");
  for (std::size_t i = 0; i < kSignatureLength; ++i) {
    for (const char flip : {'\x01', '\x20', '\x80'}) {
      std::vector<char> signature = exact(expected);
      signature[i] = static_cast<char>(signature[i] ^ flip);
      ASSERT_FALSE(
          GetParam()->verify(key.pads(), "id=1", std::span(signature).first<kSignatureLength>()))
          << i;
    }
  }
}

// Every number of bodies from none to more than any kernel has lanes; lengths alike, mixed, and
// around the places where the number of blocks changes.
TEST_P(EveryKernel, SignsBatchesOfAnySizeAndMixture) {
  const PreparedKey key("Jefe", *GetParam());
  const std::string bytes = pattern(400);
  const std::vector<std::size_t> mixtures[] = {
      {35},           {0}, {55, 56}, {63, 64, 65, 70, 60}, {1, 200, 55, 119, 120, 128, 16, 15},
      {376, 383, 370}};
  for (const auto& lengths : mixtures) {
    for (std::size_t num = 0; num <= 19; ++num) {
      std::vector<std::vector<char>> bodies;
      for (std::size_t i = 0; i < num; ++i) {
        bodies.push_back(exact(bytes.substr(i, lengths[i % lengths.size()])));
      }
      const std::vector<std::string_view> views = [&] {
        std::vector<std::string_view> all;
        for (const auto& body : bodies) all.push_back(view(body));
        return all;
      }();
      std::vector<Signature> signatures(num);
      GetParam()->sign_batch(signatures.data(), key.pads(), views);
      for (std::size_t i = 0; i < num; ++i) {
        ASSERT_EQ(text_of(signatures[i]), reference_signature("Jefe", views[i]))
            << "body " << i << " of " << num << ", " << views[i].size() << " bytes";
      }
    }
  }
}

// As a caller compiled for AVX may leave the registers.
TEST_P(EveryKernel, DoesNotMindDirtyUpperHalves) {
  if (!cpu_features().has_avx) GTEST_SKIP() << "no upper halves here";
  const PreparedKey key("Jefe", *GetParam());
  const PreparedKey reference("Jefe", kSha256Portable);
  for (const std::size_t length : {0U, 35U, 55U, 56U, 100U, 1024U}) {
    const std::string body(length, 'x');
    const std::string expected = sign(reference, body);
    dirty_upper_halves();
    EXPECT_EQ(sign(key, body), expected) << length;
    dirty_upper_halves();
    EXPECT_TRUE(verify(key, body, expected)) << length;
    const std::vector<std::string_view> bodies(5, body);
    std::vector<Signature> signatures(bodies.size());
    dirty_upper_halves();
    sign_batch(signatures, key, bodies);
    for (const Signature& signature : signatures) {
      EXPECT_EQ(std::string_view(signature.data(), signature.size()), expected) << length;
    }
  }
}

TEST_P(EveryKernel, PassesItsSelfTest) { EXPECT_TRUE(passes_self_test(*GetParam())); }

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

// Debug builds and sanitizers take a share of them: the point of those is the memory, not the bits.
TEST(Sha256Kernels, AgreeWithOpensslOnAMillionRandomKeysAndBodies) {
#ifdef NDEBUG
  constexpr std::size_t kPairs = 1'000'000;
#else
  constexpr std::size_t kPairs = 30'000;
#endif
  std::mt19937_64 random(20'240'817);
  std::string pool(1 << 16, '\0');
  for (char& byte : pool) byte = static_cast<char>(random());
  const auto draw = [&](std::size_t longest) {
    const std::uint64_t bits = random();
    const std::size_t length = bits % (longest + 1);
    return std::string_view(pool).substr((bits >> 32) % (pool.size() - length), length);
  };
  std::array<std::string_view, 4> bodies;
  std::array<std::string, bodies.size()> expected;
  for (std::size_t pair = 0; pair < kPairs; pair += bodies.size()) {
    const std::string_view secret = draw(pair % 16 == 0 ? 200 : 64);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      bodies[i] = draw(pair % 64 == 0 ? 3000 : 130);
      expected[i] = reference_signature(secret, bodies[i]);
    }
    for (const Sha256Kernel* kernel : sha256_kernels()) {
      if (!kernel->is_usable()) continue;
      const PreparedKey key(secret, *kernel);
      std::array<Signature, bodies.size()> signatures{};
      kernel->sign_batch(signatures.data(), key.pads(), bodies);
      for (std::size_t i = 0; i < bodies.size(); ++i) {
        Signature signature{};
        kernel->sign(signature, key.pads(), bodies[i]);
        ASSERT_EQ(text_of(signature), expected[i]) << kernel->name << ", pair " << pair + i;
        ASSERT_EQ(text_of(signatures[i]), expected[i]) << kernel->name << ", pair " << pair + i;
        ASSERT_TRUE(kernel->verify(key.pads(), bodies[i], signature)) << kernel->name;
      }
    }
  }
}

}  // namespace
}  // namespace everstrike::signing
