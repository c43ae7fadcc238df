#include "signing/secret_fingerprint.hpp"

#include <gtest/gtest.h>

namespace everstrike::signing {
namespace {

// printf %s demo-secret | sha256sum
TEST(SecretFingerprint, IsTheLengthAndTheStartOfItsSha256) {
  EXPECT_EQ(fingerprint(Secret("demo-secret")).text(), "11 bytes, SHA-256 begins with cd577f");
  EXPECT_EQ(fingerprint(Secret("")).text(), "0 bytes, SHA-256 begins with e3b0c4");
  EXPECT_EQ(fingerprint(Secret("a")).text(), "1 byte, SHA-256 begins with ca9781");
}

TEST(SecretFingerprint, TellsALineEndApart) {
  EXPECT_NE(fingerprint(Secret("demo-secret\n")).sha256_begins,
            fingerprint(Secret("demo-secret")).sha256_begins);
}

}  // namespace
}  // namespace everstrike::signing
