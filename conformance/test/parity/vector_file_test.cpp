#include "conformance/test/parity/vector_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace everstrike::conformance {
namespace {

using testing::HasSubstr;

// A file of one vector, in the form of the real ones.
const std::string kFile = R"({
  "schema": "signing_vectors_v1", "about": "", "algorithm": "HMAC-SHA256",
  "source": {"name": "js", "versions": {"node": "20"}},
  "flags": {"list": "why"}, "mistakes": {}, "number_of_tests": 1,
  "tests": [{"case_id": 1, "comment": "c", "flags": ["list"],
    "inputs": {"api_key": "k", "secret_hex": "00ff", "container": "object",
               "payload": [["n", {"number": "1.0"}], ["l", {"list": [null, true, "x"]}]]},
    "stages": {"body_hex": "61", "mac_hex": "62", "signature": "s", "sent_body_hex": "61",
               "sent_signature": "s"},
    "result": "valid"}]})";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kFile;
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& text) {
  const auto file = parse_vector_file(text, "some");
  EXPECT_FALSE(file.has_value());
  return file ? "" : file.error();
}

TEST(VectorFile, ReadsBytesNumbersAndTags) {
  const auto file = parse_vector_file(kFile, "some");
  ASSERT_TRUE(file.has_value()) << file.error();
  ASSERT_EQ(file->vectors.size(), 1U);
  const Vector& vector = file->vectors[0];
  EXPECT_EQ(vector.name, "some_1");
  EXPECT_EQ(vector.inputs.secret, std::string("\x00\xff", 2));
  EXPECT_EQ(std::get<double>(vector.inputs.payload[0].second.is), 1.0);
  EXPECT_EQ(std::get<signing::TypedList>(vector.inputs.payload[1].second.is).size(), 3U);
  EXPECT_TRUE(vector.valid);
}

TEST(VectorFile, RefusesAMemberThatNobodyReads) {
  EXPECT_THAT(error_of(with(R"("about": "")", R"("about": "", "more": 1)")),
              HasSubstr("nobody reads \"more\""));
  EXPECT_THAT(error_of(with(R"("mac_hex": "62")", R"("mac_hex": "62", "hmac": "62")")),
              HasSubstr("case 1.stages: nobody reads \"hmac\""));
  EXPECT_THAT(error_of(with(R"("result": "valid")", R"("result": "valid", "mistake": "m")")),
              HasSubstr("case 1: nobody reads \"mistake\""));
  EXPECT_THAT(error_of(with(R"({"number": "1.0"})", R"({"number": "1.0", "list": []})")),
              HasSubstr("nobody reads \"list\""));
}

TEST(VectorFile, RefusesACountThatDiffers) {
  EXPECT_THAT(error_of(with(R"("number_of_tests": 1)", R"("number_of_tests": 2)")),
              HasSubstr("number_of_tests is not 1"));
  EXPECT_THAT(error_of(with(R"("case_id": 1)", R"("case_id": 2)")), HasSubstr("expected 1"));
}

TEST(VectorFile, RefusesAFileWithoutVectors) {
  const auto tests = kFile.find("[{\"case_id\"");
  EXPECT_THAT(error_of(kFile.substr(0, tests) + "[]}"), HasSubstr("holds no vectors"));
}

TEST(VectorFile, RefusesWordsThatNobodyExplainsOrUses) {
  EXPECT_THAT(error_of(with(R"("flags": ["list"])", R"("flags": ["list", "other"])")),
              HasSubstr("\"other\" is used and not explained"));
  EXPECT_THAT(error_of(with(R"("mistakes": {})", R"("mistakes": {"m": "why"})")),
              HasSubstr("\"m\" is explained and not used"));
}

TEST(VectorFile, NamesWhatItExpected) {
  EXPECT_THAT(error_of("{"), HasSubstr("some: "));
  EXPECT_THAT(error_of(with("00ff", "00FF")), HasSubstr("secret_hex: expected lower-case hex"));
  EXPECT_THAT(error_of(with("00ff", "00f")), HasSubstr("two hex digits"));
  EXPECT_THAT(error_of(with("\"1.0\"", "\"1.\"")), HasSubstr("text of a number"));
  EXPECT_THAT(error_of(with("\"object\"", "\"map\"")), HasSubstr("object, dict or pairs"));
  EXPECT_THAT(error_of(with(R"("mac_hex": "62", )", "")), HasSubstr("a member \"mac_hex\""));
  EXPECT_THAT(error_of(with(R"("tests": [)", R"("tests": 1, "x": [)")), HasSubstr("some: "));
}

TEST(VectorFile, SaysWhichFileIsMissing) {
  const auto file = load_vector_file("/nowhere", "sign_js");
  ASSERT_FALSE(file.has_value());
  EXPECT_THAT(file.error(), HasSubstr("/nowhere/sign_js_v1.json"));
}

}  // namespace
}  // namespace everstrike::conformance
