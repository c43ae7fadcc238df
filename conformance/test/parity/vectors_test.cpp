// signing/ against fixtures/vectors, stage by stage: each stage starts from the vector's own
// previous stage, so a failure names the stage that is wrong and no other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conformance/test/parity/all_vectors.hpp"
#include "signing/base64.hpp"
#include "signing/canonical_body.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/form_encoding.hpp"
#include "signing/signer.hpp"
#include "signing/typed_value.hpp"
#include "signing/verifier.hpp"

namespace everstrike::conformance {
namespace {

using signing::Dialect;
using signing::Parameters;

// A file that can't be read gives no vectors; here it fails, with its reason.
TEST(VectorFiles, AreAllReadable) {
  EXPECT_THAT(all_vectors(EVERSTRIKE_SOURCE_DIR).errors, testing::IsEmpty());
  EXPECT_THAT(all_vectors(EVERSTRIKE_SOURCE_DIR).vectors, testing::Not(testing::IsEmpty()));
}

Dialect dialect_of(Container container) {
  return container == Container::javascript_object ? Dialect::javascript : Dialect::python;
}

std::string body_of(const VectorInputs& inputs) {
  const auto& payload = inputs.payload;
  return signing::typed_body(
      *inputs.container == Container::python_dict ? signing::as_python_dict(payload) : payload,
      dialect_of(*inputs.container));
}

// The payload as parameters, as its container held them; nothing if a value is no text.
std::optional<Parameters> text_parameters(const VectorInputs& inputs) {
  if (!inputs.container) return std::nullopt;
  const bool is_dict = *inputs.container == Container::python_dict;
  Parameters parameters;
  for (const auto& [name, value] :
       is_dict ? signing::as_python_dict(inputs.payload) : inputs.payload) {
    const auto* text = std::get_if<std::string>(&value.is);
    if (text == nullptr) return std::nullopt;
    parameters.emplace_back(name, *text);
  }
  return *inputs.container == Container::javascript_object
             ? signing::as_javascript_object(parameters)
             : parameters;
}

class Vectors : public testing::TestWithParam<Vector> {
 protected:
  const VectorInputs& inputs() const { return GetParam().inputs; }
  const VectorStages& stages() const { return GetParam().stages; }
};

TEST_P(Vectors, BodyIsTheirs) {
  EXPECT_EQ(inputs().container ? body_of(inputs()) : inputs().body.value(), stages().body);
  if (const auto parameters = text_parameters(inputs())) {
    EXPECT_EQ(signing::canonical_body(*parameters, dialect_of(*inputs().container)), stages().body);
  }
}

TEST_P(Vectors, BodyReadsBackAsItsParameters) {
  const auto parameters = text_parameters(inputs());
  const auto fields = signing::decode_form(stages().body);
  if (!parameters) {
    // Made by no encoder, or of typed values: either way it is read or refused with a place in it.
    EXPECT_TRUE(fields || fields.error().offset < stages().body.size());
    return;
  }
  ASSERT_TRUE(fields.has_value()) << fields.error().message();
  Parameters read;
  for (const auto& field : *fields) read.emplace_back(field.name, field.value);
  EXPECT_EQ(read, *parameters);
}

TEST_P(Vectors, MacIsTheirs) {
  std::array<unsigned char, signing::kMacBytes> mac{};
  signing::mac_into(mac, signing::PreparedKey(inputs().secret), stages().body);
  EXPECT_EQ(std::string(mac.begin(), mac.end()), stages().mac);
}

TEST_P(Vectors, SignatureIsTheirs) {
  EXPECT_EQ(signing::base64_encode(stages().mac), stages().signature);
  EXPECT_EQ(signing::base64_decode(stages().signature).value(), stages().mac);
  EXPECT_EQ(signing::sign(signing::PreparedKey(inputs().secret), stages().body),
            stages().signature);
}

TEST_P(Vectors, VerdictIsTheirs) {
  const signing::PreparedKey key(inputs().secret);
  EXPECT_TRUE(signing::verify(key, stages().body, stages().signature));
  EXPECT_EQ(signing::verify(key, stages().sent_body, stages().sent_signature), GetParam().valid)
      << GetParam().mistake;
}

// The head holds what the stages say, so that whoever replays it sends the same call.
TEST_P(Vectors, HeadCarriesTheStages) {
  if (!stages().request_head) {
    EXPECT_FALSE(GetParam().valid) << "a valid call was sent";
    return;
  }
  const std::string& head = *stages().request_head;
  EXPECT_THAT(head, testing::StartsWith("POST /auth/cancel HTTP/1.1\r\n"));
  EXPECT_THAT(head, testing::EndsWith("\r\n\r\n"));
  EXPECT_THAT(head, testing::HasSubstr("\r\nx-api-key: " + inputs().api_key + "\r\n"));
  EXPECT_THAT(head, testing::HasSubstr("\r\nx-signature: " + stages().sent_signature + "\r\n"));
  const std::string length =
      "\r\nContent-Length: " + std::to_string(stages().sent_body.size()) + "\r\n";
  const bool has_length = head.find("Content-Length") != std::string::npos;
  EXPECT_TRUE(has_length ? head.find(length) != std::string::npos : stages().sent_body.empty());
}

INSTANTIATE_TEST_SUITE_P(All, Vectors,
                         testing::ValuesIn(all_vectors(EVERSTRIKE_SOURCE_DIR).vectors),
                         [](const auto& test) { return test.param.name; });

// A lenient decoder would let these through; ours says what is wrong with each.
TEST(RefusedSignatures, AreRefusedByTheDecoderForTheirReason) {
  std::size_t seen = 0;
  for (const Vector& vector : all_vectors(EVERSTRIKE_SOURCE_DIR).vectors) {
    const auto decoded = signing::base64_decode(vector.stages.sent_signature);
    if (vector.mistake == "base64_not_canonical") {
      ASSERT_FALSE(decoded.has_value()) << vector.name;
      EXPECT_EQ(decoded.error().code, signing::Base64ErrorCode::not_canonical) << vector.name;
    } else if (vector.mistake == "base64_padding_wrong") {
      ASSERT_FALSE(decoded.has_value()) << vector.name;
      EXPECT_EQ(decoded.error().code, signing::Base64ErrorCode::bad_length) << vector.name;
    } else if (vector.mistake == "base64url_instead_of_base64" ||
               vector.mistake == "white_space_in_signature") {
      EXPECT_FALSE(decoded.has_value()) << vector.name;
    } else {
      continue;
    }
    ++seen;
  }
  EXPECT_GE(seen, 40U);
}

// How a diagnosis names a refused vector: "unexplained", or a mistake, itself or among `also`.
std::string named(const Vector& vector) {
  const signing::Secret secret(vector.inputs.secret);
  const diagnosis::Diagnosis diagnosis = diagnosis::diagnose({
      .body = vector.stages.sent_body,
      .signature = vector.stages.sent_signature,
      .api_key = vector.inputs.api_key,
      .secret = &secret,
  });
  for (const auto& steps : diagnosis.also) {
    if (steps.text() == vector.mistake) return vector.mistake;
  }
  return diagnosis.name();
}

// The vectors' words are the catalogue's, and what was done is what is found; where the request
// doesn't hold it (another secret, the members of an object), nothing else is found either.
TEST(RefusedVectors, AreDiagnosedWithTheirMistake) {
  std::size_t refused = 0;
  std::size_t unexplained = 0;
  for (const Vector& vector : all_vectors(EVERSTRIKE_SOURCE_DIR).vectors) {
    if (vector.valid) continue;
    ++refused;
    EXPECT_NE(diagnosis::find_mistake(vector.mistake), nullptr) << vector.mistake;
    const std::string found = named(vector);
    unexplained += found == "unexplained" ? 1 : 0;
    const bool is_hidden =
        vector.mistake == "secret_of_another_key" || vector.mistake == "list_written_differently" ||
        vector.mistake == "object_text_signed" || vector.mistake == "none_signed_but_not_sent";
    EXPECT_TRUE(found == vector.mistake || (is_hidden && found == "unexplained"))
        << vector.name << ": " << vector.mistake << " was found to be " << found;
  }
  EXPECT_GE(refused, 300U);
  EXPECT_LE(unexplained, refused / 5);
}

}  // namespace
}  // namespace everstrike::conformance
