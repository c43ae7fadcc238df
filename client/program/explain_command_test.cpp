#include "client/program/explain_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
  EXPECT_EQ(error_of(settings), "--header: expected \"name: value\", got \"no colon\\n\"");
  settings = settings_with(kHex);
  settings.other_secrets = {"/nowhere/secret"};
  EXPECT_THAT(error_of(settings), StartsWith("/nowhere/secret: "));
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
