#include "signing/signer.hpp"

#include <gtest/gtest.h>

#include <array>

namespace everstrike::signing {
namespace {

// What the documented JavaScript and Python programs send for their own, empty secret.
TEST(Signer, SignsTheDocumentedExamples) {
  const PreparedKey key{Secret()};
  EXPECT_EQ(sign(key, "id=392392320eoweqwie3"), "TwUtqqMMzSWEVLivog9gQrLsA0+CrFtmSLJ6SXi0gkc=");
  EXPECT_EQ(sign(key, "id=32302131320dqe"), "kz30+hraUsfsmR6aCaggIubj54JC3XHnm3ETZt7biLU=");
}

TEST(Signer, SignsNothingWithNothing) {
  EXPECT_EQ(sign(PreparedKey(Secret()), ""), "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=");
  EXPECT_EQ(sign(PreparedKey(std::string_view()), std::string_view()),
            "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=");
}

TEST(Signer, SignsTextBeyondAscii) {
  EXPECT_EQ(sign(PreparedKey("ключ😀"), "id=é"), "19tSqIYgY99Xz0napjfRPLIrytb1cCRJdY07gNaWARc=");
}

// python3, secret bytes(range(64)), body bytes(i % 251 for i in range(n)): around the borders of
// SHA-256's blocks.
TEST(Signer, SignsBodiesOfAnyLength) {
  std::string secret;
  for (int i = 0; i < 64; ++i) secret += static_cast<char>(i);
  const PreparedKey key{Secret(secret)};
  const std::pair<std::size_t, std::string_view> signatures[] = {
      {54, "H9kTn5EwKCdOUVMGyzLeEvivwyMMNcXerlB8uAju8tE="},
      {55, "XyVAm/Dw22FdvlrKA4KxTOhz4SxgPk6u7foK8ynlLzg="},
      {56, "auk1+WVKJmRNSOg+RhAE1pffF+BCA47amcqf66cqMUY="},
      {63, "ydqrlcI/PqduLrIVRxvACuw+TKIpwsVScr5l5WQxVy0="},
      {64, "xKqhAPeF1rEt1vyKD8l9tw53zMCc2VujvBtevWa1BTo="},
      {65, "YvA0VNgHajDxrcjFBqUCi1Y2eunE2gBiCS+0mq77qkc="},
      {119, "ymaFsPYhEadlvFoqlfhWYbGIHZ4fZlC+TP49dA+88ws="},
      {120, "av1py8P2ElAKwwSgall0l38BVAp5bhb48Yhg6MwjWas="},
      {128, "krfbZF0Dy3vfayM6Ow+g42RY110E9u1mL+gUghwsBRs="},
      {1000, "J8e+DMUS+7Svpx9Ab6gKLPXy9ECsq6MrL5BHsgngGzU="},
  };
  for (const auto& [length, signature] : signatures) {
    std::string body;
    for (std::size_t i = 0; i < length; ++i) body += static_cast<char>(i % 251);
    EXPECT_EQ(sign(key, body), signature) << length;
  }
}

TEST(Signer, WritesFortyFourCharactersAndNoMore) {
  std::array<char, kSignatureLength + 2> out;
  out.fill('#');
  sign_into(std::span(out).subspan<1, kSignatureLength>(), PreparedKey(Secret()), "");
  EXPECT_EQ(std::string_view(out.data(), out.size()),
            "#thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=#");
}

// A body may lie where its signature goes: a caller who re-uses one buffer is not punished.
TEST(Signer, ReadsTheBodyBeforeItWrites) {
  std::string buffer(kSignatureLength, ' ');
  buffer.replace(0, 21, "id=392392320eoweqwie3");
  const std::string_view body(buffer.data(), 21);
  sign_into(std::span<char, kSignatureLength>(buffer), PreparedKey(Secret()), body);
  EXPECT_EQ(buffer, "TwUtqqMMzSWEVLivog9gQrLsA0+CrFtmSLJ6SXi0gkc=");
}

}  // namespace
}  // namespace everstrike::signing
