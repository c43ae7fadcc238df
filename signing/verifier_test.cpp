#include "signing/verifier.hpp"

#include <gtest/gtest.h>

#include <string>

namespace everstrike::signing {
namespace {

// The documented JavaScript example, sent with its empty secret.
constexpr std::string_view kBody = "id=392392320eoweqwie3";
const std::string kBlank = " ";
const std::string kSignature = "TwUtqqMMzSWEVLivog9gQrLsA0+CrFtmSLJ6SXi0gkc=";

class Verifier : public testing::Test {
 protected:
  [[nodiscard]] bool accepts(std::string_view signature) const {
    return verify(key_, kBody, signature);
  }
  const PreparedKey key_{Secret()};
};

TEST_F(Verifier, AcceptsTheOneSpelling) { EXPECT_TRUE(accepts(kSignature)); }

TEST_F(Verifier, RefusesAnotherKeyOrBody) {
  EXPECT_FALSE(verify(PreparedKey(Secret("x")), kBody, kSignature));
  EXPECT_FALSE(verify(key_, "id=392392320eoweqwie4", kSignature));
  EXPECT_FALSE(verify(key_, "id=392392320eoweqwie3\n", kSignature));
  EXPECT_FALSE(verify(key_, "", kSignature));
}

TEST_F(Verifier, RefusesOtherLengths) {
  EXPECT_FALSE(accepts(""));
  EXPECT_FALSE(accepts("="));
  EXPECT_FALSE(accepts(kSignature.substr(0, 43)));  // no "=", as some libraries write it
  EXPECT_FALSE(accepts(kSignature + "="));
  EXPECT_FALSE(accepts(kSignature + '\0'));
  EXPECT_FALSE(accepts(kSignature + kSignature));
}

TEST_F(Verifier, RefusesBlanksAroundIt) {
  EXPECT_FALSE(accepts(kBlank + kSignature));
  EXPECT_FALSE(accepts(kSignature + " "));
  EXPECT_FALSE(accepts(kSignature + "\n"));
  EXPECT_FALSE(accepts(kBlank + kSignature.substr(0, 43)));
  EXPECT_FALSE(accepts(kSignature.substr(0, 43) + " "));
}

// The last letter carries two unused bits: "c" is 28, and 29 to 31 decode to the same mac.
TEST_F(Verifier, RefusesNonCanonicalTwins) {
  for (const char twin : {'d', 'e', 'f'}) {
    std::string signature = kSignature;
    signature[42] = twin;
    EXPECT_FALSE(accepts(signature)) << twin;
  }
}

TEST_F(Verifier, RefusesTheUrlSafeAlphabet) {
  std::string signature = kSignature;
  signature[signature.find('+')] = '-';
  EXPECT_FALSE(accepts(signature));
}

TEST_F(Verifier, RefusesEveryChangedCharacter) {
  for (std::size_t i = 0; i < kSignature.size(); ++i) {
    std::string signature = kSignature;
    signature[i] = static_cast<char>(signature[i] ^ 1);
    EXPECT_FALSE(accepts(signature)) << i;
  }
}

}  // namespace
}  // namespace everstrike::signing
