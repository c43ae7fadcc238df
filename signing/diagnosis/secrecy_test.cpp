// What a diagnosis says may be shown to whoever sent the request. So nothing in it may be a secret,
// a key made of one, or a signature that the sender didn't have: over every mistake of the negative
// vectors, and for requests that carry the secret themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_key.hpp"
#include "signing/diagnosis/test/negative_vectors_for_test.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/signer.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string everything_said(const Diagnosis& diagnosis) {
  std::string said = diagnosis.name() + "\n" + diagnosis.title() + "\n" + diagnosis.fix + "\n" +
                     diagnosis.proof + "\n" + diagnosis.expected_signature;
  for (const Steps& steps : diagnosis.also) said += "\n" + steps.text();
  for (const PortabilityNote& note : diagnosis.notes) said += "\n" + std::string(note.text);
  return said;
}

// What bytes look like in any notation that a text could hold.
std::vector<std::string> notations(const std::string& bytes) {
  return {bytes,
          signing::hex_of(bytes),
          signing::upper_hex_of(bytes),
          signing::base64_encode(bytes),
          base64url_of(bytes),
          escape(bytes, kEncodeUriComponent),
          escape(bytes, kFormUrlencoded)};
}

// `sent` is what the request itself shows: parts of a secret may stand in it by chance.
void expect_silence(const std::string& said, const std::string& bytes, const std::string& what,
                    const std::string& sent = {}) {
  // Shorter keys are parts of ordinary words, and so is the end of "demo-secret".
  constexpr std::size_t kTellingBytes = 6;
  for (const std::string& notation : notations(bytes)) {
    if (notation.size() < kTellingBytes || notation == "secret") continue;
    if (sent.find(notation) != std::string::npos) continue;
    EXPECT_THAT(said, Not(HasSubstr(notation))) << what;
  }
}

// And everything that is said is one line of ASCII.
TEST(Secrecy, NoDiagnosisShowsASecretAKeyOrARightSignature) {
  for (const auto* vectors : {&negative_vectors(), &negative_pairs()}) {
    for (const NegativeVector& vector : *vectors) {
      if (vector.case_id % EVERSTRIKE_ONE_OF != 0) continue;
      const Refused refused = vector.refused();
      const Diagnosis diagnosis = diagnose(refused);
      for (const char c : diagnosis.proof + diagnosis.fix + diagnosis.title()) {
        ASSERT_TRUE(c >= 0x20 && c < 0x7f) << vector.name() << ": " << diagnosis.proof;
      }
      const std::string said = everything_said(diagnosis);
      expect_silence(said, std::string(vector.secret.reveal()), vector.name());
      for (const auto& [key, other] : vector.others) {
        expect_silence(said, std::string(other.reveal()), vector.name());
      }
      const std::string right = signing::sign(signing::PreparedKey(vector.secret), vector.body);
      if (vector.signature.value_or("").find(right.substr(0, 20)) == std::string::npos) {
        expect_silence(said, signing::base64_decode(right).value(), vector.name());
      }
      // The pairs have the same keys again; an unknown API key has none.
      if (vectors == &negative_pairs() || refused.secret == nullptr) continue;
      for (const KeyVariant& variant : key_variants(refused)) {
        if (variant.id == MistakeId::api_key_used_as_secret ||
            variant.id == MistakeId::placeholder_used_as_secret) {
          continue;  // public
        }
        expect_silence(said, std::string(variant.key.reveal()), vector.name(),
                       vector.body + escape(vector.api_key, kFormUrlencoded));
      }
    }
  }
}

// A program that puts its secret into the body, the query or the signature must not find it again
// in an answer or a log.
TEST(Secrecy, ASecretInTheRequestIsNotRepeated) {
  const signing::Secret secret("Tr0ub4dor&3/xyz");
  const signing::Secret other("0ther-Account-Secret");
  const Account others[] = {{"other", &other}};
  for (const signing::Secret* leaked : {&secret, &other}) {
    for (const std::string& shown : notations(std::string(leaked->reveal()))) {
      for (const std::string& body : {"id=1&secret=" + shown, "{\"secret\":\"" + shown + "\"}",
                                      shown, upper_case_of("k=" + shown)}) {
        for (const std::string& signed_text : {body + "\n", std::string("unrelated")}) {
          const std::string signature = signing::sign(signing::PreparedKey(secret), signed_text);
          const std::string with_shown = shown + signature;
          const HeaderLine headers[] = {{"x-timestamp", shown}};
          for (const std::string& sent : {signature, shown, with_shown}) {
            const Refused refused{.body = body,
                                  .signature = sent,
                                  .api_key = "demo-key",
                                  .secret = &secret,
                                  .others = others,
                                  .headers = headers};
            const std::string said = everything_said(diagnose(refused));
            expect_silence(signing::lower_ascii(said), signing::lower_ascii(leaked->reveal()),
                           body);
            EXPECT_THAT(said, Not(HasSubstr(shown))) << body << " / " << sent;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace everstrike::diagnosis
