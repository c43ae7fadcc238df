// What a proof may show: texts as one line of ASCII, cut where they are long, and no secret in any
// notation, whosever it is.
#include "signing/diagnosis/proof.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace everstrike::diagnosis {
namespace {

const signing::Secret kQuietSecret("demo-secret-0123456789");
const signing::Secret kOthers("Zm9yIHNvbWVib2R5IGVsc2U=");  // base64, as secrets often are

std::string in_quotes(std::string_view text) {
  const std::array<Account, 2> others = {{{"no-secret", nullptr}, {"other", &kOthers}}};
  const Refused refused{.secret = &kQuietSecret, .others = others};
  return Quoter(refused).quote(text);
}

TEST(Quoter, WritesOneLineOfAscii) {
  EXPECT_EQ(in_quotes("id=1"), "\"id=1\"");
  EXPECT_EQ(in_quotes("a\r\n\tb"), R"("a\r\n\tb")");
  EXPECT_EQ(in_quotes("\"\\"), R"("\"\\")");
  EXPECT_EQ(in_quotes("\x1f ~\x7f\xc3\xa9"), R"("\x1f ~\x7f\xc3\xa9")");
}

TEST(Quoter, CutsWhatIsLong) {
  EXPECT_EQ(in_quotes(std::string(160, 'x')), "\"" + std::string(160, 'x') + "\"");
  EXPECT_EQ(in_quotes(std::string(161, 'x')), "\"" + std::string(160, 'x') + "\"... (161 bytes)");
}

TEST(Quoter, LeavesOutWhatHoldsASecret) {
  // As it is, in other letters, hex, base64, percent: Python's hex(), b64encode() and quote().
  for (const std::string_view form :
       {"demo-secret-0123456789", "DEMO-SECRET-0123456789",
        "64656d6f2d7365637265742d30313233343536373839",
        "ZGVtby1zZWNyZXQtMDEyMzQ1Njc4OQ==", "demo%2Dsecret%2D0123456789"}) {
    const std::string text = "k=" + std::string(form) + "&id=1";
    EXPECT_EQ(in_quotes(text), "<" + std::to_string(text.size()) + " bytes that hold a secret>")
        << form;
  }
}

TEST(Quoter, KnowsTheSecretsOfOthersAndWhatTheyStandFor) {
  EXPECT_EQ(in_quotes("Zm9yIHNvbWVib2R5IGVsc2U="), "<24 bytes that hold a secret>");
  EXPECT_EQ(in_quotes("for somebody else"), "<17 bytes that hold a secret>");
}

TEST(Quoter, FindsASecretBehindWhatIsCutOff) {
  const std::string text = std::string(300, 'x') + "demo-secret-0123456789";
  EXPECT_EQ(in_quotes(text), "<322 bytes that hold a secret>");
}

TEST(ProofOf, SaysHowTheSignatureComesAboutAndWhatWouldBeRight) {
  const Refused refused{.secret = &kQuietSecret};
  const Finding finding{.steps = MistakeId::line_end_signed,
                        .signature = "hex(mac)",
                        .function = "HMAC-SHA256({key}, {text})",
                        .key = "secret",
                        .text = "id=1\n"};
  EXPECT_EQ(proof_of(finding, Quoter(refused), "id=1"),
            R"(x-signature is hex(mac) where mac = HMAC-SHA256(secret, "id=1\n"); )"
            R"(expected is base64(HMAC-SHA256(secret, "id=1")).)");
}

TEST(ProofOf, KeepsASecretThatIsPartOfTheText) {
  const Refused refused{.secret = &kQuietSecret};
  const Finding finding{.signature = "base64(mac)",
                        .function = "SHA256({key} + {text})",
                        .key = "secret",
                        .text = "id=1demo-secret-0123456789"};
  EXPECT_THAT(proof_of(finding, Quoter(refused), "id=1"),
              testing::HasSubstr("SHA256(secret + <26 bytes that hold a secret>)"));
}

}  // namespace
}  // namespace everstrike::diagnosis
