#include "signing/diagnosis/before_transit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "signing/diagnosis/diagnosis.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using testing::HasSubstr;

const signing::Secret kDemoSecret("demo-secret");

// Signatures: printf %s TEXT | openssl dgst -sha256 -hmac demo-secret -binary | base64
constexpr std::string_view kOfId1 = "QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4=";
constexpr std::string_view kHexOfId1 =
    "40b2b01fa803b0d8bb873e0ab3cba1d52370b90d9b57bbda1cbe33b444f4c49e";
constexpr std::string_view kOfNaive =
    "YvrvDKw4rDk/RIPhE9f+dk2HcSeSsW2rfzFJ7RWrqng=";  // id=naïve-é-订单
constexpr std::string_view kOfFaces = "PwIxWt6+ToJD2TII1AfGmAg1ocwh8TmhWk6OPWg9Gzo=";  // id=😀😀x
const std::string kNaive = "id=na\xc3\xafve-\xc3\xa9-\xe8\xae\xa2\xe5\x8d\x95";
const std::string kFaces = "id=\xf0\x9f\x98\x80\xf0\x9f\x98\x80x";

std::string gzipped() {  // printf id=1 | gzip -nc | xxd -p
  return signing::read_hex("1f8b0800000000000003cb4cb1350400ed4c821304000000").value();
}

Diagnosis explained(std::string_view body, std::string_view signature,
                    std::string_view following = {}, const std::vector<HeaderLine>& headers = {}) {
  return diagnose({.body = body,
                   .signature = signature,
                   .api_key = "demo-key",
                   .secret = &kDemoSecret,
                   .headers = headers,
                   .following = following});
}

TEST(BeforeTransit, ACompressedBodyIsReadAsItsText) {
  const std::string body = gzipped();
  const auto found = explained(body, kOfId1, {}, {{"Content-Encoding", "gzip"}});
  EXPECT_EQ(found.name(), "body_compressed_after_signing");
  EXPECT_THAT(found.proof, HasSubstr("\"id=1\""));
  EXPECT_THAT(found.proof, HasSubstr("as Content-Encoding says"));
  EXPECT_EQ(explained(body, kOfId1).name(), "body_compressed_after_signing");
}

TEST(BeforeTransit, OtherMistakesAreFoundInTheText) {
  EXPECT_EQ(explained(gzipped(), kHexOfId1, {}, {{"Content-Encoding", "gzip"}}).name(),
            "hex_instead_of_base64+body_compressed_after_signing");
}

TEST(BeforeTransit, AnUnknownCodingIsSaidToBeUnknown) {
  const auto found = explained("\x0b\x01\x80id=1\x03", kOfId1, {}, {{"Content-Encoding", "br"}});
  EXPECT_EQ(found.name(), "unexplained");
  EXPECT_THAT(found.proof, HasSubstr("(br, zstd) are not"));
}

TEST(BeforeTransit, ABodyWithoutContentLengthCameNextAsAWhole) {
  for (const char* const behind : {"id=1", "id=1\r\n", "id=1POST /auth/cancel HTTP/1.1\r\n"}) {
    const auto found = explained("", kOfId1, behind);
    EXPECT_EQ(found.name(), "bytes_lost_after_signing") << behind;
    EXPECT_THAT(found.proof, HasSubstr("no Content-Length"));
  }
  EXPECT_THAT(explained("", kOfId1, "id=1", {{"content-length", "0"}}).proof,
              HasSubstr("Content-Length said 0"));
}

TEST(BeforeTransit, BytesThatCameNextCompleteTheText) {
  const auto found = explained(kNaive.substr(0, 13), kOfNaive, kNaive.substr(13));
  EXPECT_EQ(found.name(), "bytes_lost_after_signing");
  EXPECT_THAT(found.proof, HasSubstr("so many characters as Content-Length said"));
  EXPECT_THAT(found.proof, HasSubstr("came next on the connection"));
}

TEST(BeforeTransit, TheNextRequestMayFollowAtOnce) {
  const std::string next = kNaive.substr(13) + "POST /auth/cancel HTTP/1.1\r\n";
  EXPECT_EQ(explained(kNaive.substr(0, 13), kOfNaive, next).name(), "bytes_lost_after_signing");
}

TEST(BeforeTransit, Utf16UnitsAreCountedToo) {
  const auto found = explained(kFaces.substr(0, 8), kOfFaces, kFaces.substr(8));
  EXPECT_EQ(found.name(), "bytes_lost_after_signing");
  EXPECT_THAT(found.proof, HasSubstr("UTF-16 units"));
}

TEST(BeforeTransit, OtherBytesProveNothing) {
  EXPECT_NE(explained(kNaive.substr(0, 13), kOfNaive, "xxxxxxxx").name(),
            "bytes_lost_after_signing");
}

}  // namespace
}  // namespace everstrike::diagnosis
