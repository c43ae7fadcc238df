#include "client/program/explain_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace everstrike::client {
namespace {

using command_line::ExitCode;
using testing::HasSubstr;
using testing::StartsWith;

// Python: hmac(b"demo-secret", b"id=1", sha256) as hex and as base64.
constexpr const char* kHex = "40b2b01fa803b0d8bb873e0ab3cba1d52370b90d9b57bbda1cbe33b444f4c49e";
constexpr const char* kRight = "QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4=";

ExplainSettings settings_with(const char* signature) {
  ExplainSettings settings;
  settings.request.verb = LineVerb::explain;
  settings.request.body = "id=1";
  settings.request.secret.text = "demo-secret";
  settings.request.signature = signature;
  return settings;
}

TEST(RunExplain, SaysWhatIsWrongAndEndsWithOne) {
  std::ostringstream out;
  EXPECT_EQ(run_explain(settings_with(kHex), out), ExitCode::failed);
  EXPECT_THAT(out.str(), StartsWith("mistake: hex_instead_of_base64\nwhat: "));
  EXPECT_THAT(out.str(), HasSubstr("\nfix: "));
  EXPECT_THAT(out.str(), HasSubstr("\nproof: x-signature is hex(mac)"));
  EXPECT_EQ(out.str().find(kRight), std::string::npos);
}

TEST(RunExplain, EndsWithZeroForARightSignature) {
  std::ostringstream out;
  EXPECT_EQ(run_explain(settings_with(kRight), out), ExitCode::done);
  EXPECT_EQ(out.str(), "mistake: none\n");
}

TEST(RunExplain, PrintsJsonAndRevealsOnRequest) {
  std::ostringstream out;
  ExplainSettings settings = settings_with(kHex);
  settings.json = true;
  settings.reveal = true;
  EXPECT_EQ(run_explain(settings, out), ExitCode::failed);
  EXPECT_THAT(out.str(), StartsWith(R"({"mistake":"hex_instead_of_base64","also":[],"fix":")"));
  EXPECT_THAT(out.str(), HasSubstr(std::string(R"("expected_signature":")") + kRight + "\"}"));
}

class RunExplainOnAFile : public testing::Test {
 protected:
  RunExplainOnAFile() {
    settings_.request.body.reset();
    settings_.request.signature.reset();
  }
  // Exit code and output for a file that holds `text`.
  std::string run(const std::string& text) {
    const std::string path = testing::TempDir() + "explain_request_" + std::to_string(::getpid());
    std::ofstream(path) << text;
    (whole_body_ ? settings_.request.body_file : settings_.request_file) = path;
    std::ostringstream out;
    const auto ended = run_explain(settings_, out);
    std::remove(path.c_str());
    return ended ? out.str() : ended.error().message;
  }
  static std::string request(const std::string& signature, const std::string& end,
                             const std::string& body) {
    return "POST /auth/cancel HTTP/1.1" + end + "X-Api-Key: k" + end + "X-Signature: " + signature +
           end + end + body;
  }
  ExplainSettings settings_ = settings_with(kHex);
  bool whole_body_ = false;
};

TEST_F(RunExplainOnAFile, ReadsItWithEitherLineEnd) {
  EXPECT_EQ(run(request(kRight, "\n", "id=1")), "mistake: none\n");
  EXPECT_EQ(run(request(kRight, "\r\n", "id=1")), "mistake: none\n");
  EXPECT_THAT(run(request(kHex, "\n", "id=1")), StartsWith("mistake: hex_instead_of_base64\n"));
}

TEST_F(RunExplainOnAFile, SaysThatTheLastLineEndMayBeTheEditors) {
  const std::string said = run(request(kRight, "\n", "id=1\n"));
  EXPECT_THAT(said, StartsWith("mistake: line_end_sent\n"));
  EXPECT_THAT(said, HasSubstr("hint: Without the last line end, which may be the editor's"));
}

TEST_F(RunExplainOnAFile, ReadsAWholeRequestThatWasGivenAsTheBody) {
  whole_body_ = true;
  settings_.request.signature = kRight;
  const std::string said = run(request(kHex, "\n", "id=1"));
  EXPECT_THAT(said, StartsWith("mistake: none\n"));
  EXPECT_THAT(said, HasSubstr("give such a file by --request"));
}

TEST_F(RunExplainOnAFile, SaysWhatIsNoRequest) {
  EXPECT_THAT(run("id=1"), HasSubstr("there is no request line"));
  settings_.request.body = "id=1";
  EXPECT_THAT(run(request(kRight, "\n", "id=1")), HasSubstr("the body is in it"));
}

TEST(RunExplain, ShowsTheSecretsFingerprintAndNothingElse) {
  ExplainSettings settings = settings_with(kHex);
  settings.request.body.reset();
  settings.request.signature.reset();
  settings.secret_fingerprint = true;
  std::ostringstream out;
  EXPECT_EQ(run_explain(settings, out), ExitCode::done);
  // printf %s demo-secret | sha256sum
  EXPECT_EQ(out.str(), "secret: 11 bytes, SHA-256 begins with cd577f\n");
}

TEST(RunExplain, ReadsHeadersAsTheyAreSent) {
  std::ostringstream out;
  ExplainSettings settings = settings_with(kHex);
  settings.request.signature.reset();
  settings.headers = {"Accept:*/*", std::string("X-Sign:  ") + kRight};
  EXPECT_EQ(run_explain(settings, out), ExitCode::failed);
  EXPECT_THAT(out.str(), StartsWith("mistake: signature_header_misspelt\n"));
}

std::string error_of(const ExplainSettings& settings) {
  std::ostringstream out;
  const auto ended = run_explain(settings, out);
  return ended ? "no error" : ended.error().message;
}

TEST(RunExplain, NamesTheSettingThatIsWrong) {
  ExplainSettings settings = settings_with(kHex);
  settings.headers = {"no colon\n"};
  EXPECT_EQ(error_of(settings), "--header: expected \"name: value\"");
  settings = settings_with(kHex);
  settings.other_secrets = {"/nowhere/secret"};
  EXPECT_THAT(error_of(settings), StartsWith("the file with the secret: cannot be opened"));
  settings = settings_with(kHex);
  settings.request.secret.text.reset();
  EXPECT_THAT(error_of(settings), HasSubstr("a secret is needed"));
  settings = settings_with(kHex);
  settings.request.jsonl = true;
  settings.headers = {"a: b"};
  EXPECT_THAT(error_of(settings), StartsWith("--jsonl: "));
}

}  // namespace
}  // namespace everstrike::client
