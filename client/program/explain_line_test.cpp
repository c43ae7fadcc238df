// `explain --jsonl`: one line of JSON in, one out. Signatures were made with Python:
// base64(hmac(b"demo-secret", text, sha256)) with the text named beside each.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "client/program/explain_item.hpp"
#include "client/program/line_verbs.hpp"

namespace everstrike::client {
namespace {

using nlohmann::json;

constexpr const char* kStart =
    R"({"tcId":7,"secret_hex":"64656d6f2d736563726574","body_hex":"69643d31")";

std::string answer(const std::string& line) {
  const auto given =
      answer_line({.verb = LineVerb::explain, .secret = {}, .explain = offline_options()}, line, 3);
  EXPECT_EQ(given.is_error, given.text.find("\"error\":") != std::string::npos) << given.text;
  return given.text;
}

json answered(const std::string& rest) { return json::parse(answer(kStart + rest + "}")); }

TEST(ExplainLine, NamesTheMistakeWithFixAndProof) {
  const json said =
      answered(R"(,"signature":"oIRYA8Nxf9RrKZgCXJatOQkc4OtBT2XUqUJQ6nvrK4c=")");  // id=1\n
  EXPECT_EQ(said["tcId"], 7);
  EXPECT_EQ(said["mistake"], "line_end_signed");
  EXPECT_EQ(said["also"], json::array());
  EXPECT_FALSE(said["fix"].get<std::string>().empty());
  EXPECT_NE(said["proof"].get<std::string>().find("\"id=1\\n\""), std::string::npos);
}

TEST(ExplainLine, SaysNoneAndUnexplained) {
  EXPECT_EQ(answer(kStart +
                   std::string(R"(,"signature":"QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="})")),
            R"({"tcId":7,"mistake":"none","also":[],"fix":"","proof":""})");
  // HMAC with "another secret entirely"
  const json said = answered(R"(,"signature":"pqPjp1jdMhGbx9R219Yugic408fyXwsrTRw3RgVaIVY=")");
  EXPECT_EQ(said["mistake"], "unexplained");
  EXPECT_NE(said["fix"].get<std::string>().find("sign a plain id"), std::string::npos);
}

TEST(ExplainLine, TakesTheSignatureFromWhereverItIs) {
  EXPECT_EQ(answered("")["mistake"], "signature_missing");
  EXPECT_EQ(answered(R"(,"signature":null)")["mistake"], "signature_missing");
  EXPECT_EQ(answered(R"(,"signature":"")")["mistake"], "signature_missing");
  EXPECT_EQ(
      answered(R"(,"headers":[["X-Signature","QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="]])")
          ["mistake"],
      "none");
  EXPECT_EQ(
      answered(
          R"(,"headers":{"x-sign":"QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="})")["mistake"],
      "signature_header_misspelt");
  // The 32 bytes themselves, as hex.
  EXPECT_EQ(
      answered(
          R"(,"signature_hex":"40b2b01fa803b0d8bb873e0ab3cba1d52370b90d9b57bbda1cbe33b444f4c49e")")
          ["mistake"],
      "raw_bytes_instead_of_base64");
}

TEST(ExplainLine, UsesEveryFieldItKnows) {
  const std::string of_id_2 =
      R"(,"signature":"RD1tU4+ZV3rn1G1QPTaKNTLGuxuRCa4p5P8mCVwhpkM=")";  // id=2
  EXPECT_EQ(answered(of_id_2)["mistake"], "unexplained");
  EXPECT_EQ(answered(of_id_2 + R"(,"earlier_bodies_hex":["","69643d32"])")["mistake"],
            "old_signature_reused");
  const std::string of_other = R"(,"signature":"pqPjp1jdMhGbx9R219Yugic408fyXwsrTRw3RgVaIVY=")";
  EXPECT_EQ(
      answered(
          of_other +
          R"(,"other_secrets_hex":["616e6f746865722073656372657420656e746972656c79"])")["mistake"],
      "secret_of_another_key");
  EXPECT_EQ(
      answered(of_other +
               R"(,"other_secrets_hex":{"k":"616e6f746865722073656372657420656e746972656c79"})")
          ["mistake"],
      "secret_of_another_key");
  EXPECT_EQ(
      answered(R"(,"path":"/v9/x","signature":"nIoamWYuukaCYyi9Sas2wM2WNx5/DTKxQvmTiOjt6k0=")")
          ["mistake"],
      "path_signed");  // /v9/xid=1
  EXPECT_EQ(
      answered(R"(,"api_key":"k-1","signature":"4ZjqhltvWUrWefDIDt6p+0LsMp+CubDBV+0C2Hi5Q94=")")
          ["mistake"],
      "api_key_used_as_secret");
  EXPECT_EQ(
      answered(
          R"(,"payload":[["id","1"],["mine",null]],"signature":"Kj++QaQv6TpRZooGzyzwvPSnTN+AJt015y+ATzw8e/s=")")
          ["mistake"],
      "none_signed_but_not_sent");
}

TEST(ExplainLine, KnowsNoSecretButThoseOfOthers) {
  const json said = json::parse(
      answer(R"({"body_hex":"69643d31","signature":"pqPjp1jdMhGbx9R219Yugic408fyXwsrTRw3RgVaIVY=",)"
             R"("other_secrets_hex":["616e6f746865722073656372657420656e746972656c79"]})"));
  EXPECT_EQ(said["mistake"], "secret_of_another_key");
}

TEST(ExplainLine, HandsBackForeignFieldsOnlyAndNoSecret) {
  const std::string text = answer(
      kStart +
      std::string(R"(,"signature":"x","flags":[1.10],"method":"POST","headers":[],"notes":[1],)"
                  R"("other_secrets_hex":["616e6f746865722d736563726574"],)"
                  R"("comment":"another-secret","hex":"64656d6f2d736563726574"})"));
  EXPECT_NE(text.find(R"(,"flags":[1.10]})"), std::string::npos) << text;
  EXPECT_EQ(text.find("another-secret"), std::string::npos) << text;
  EXPECT_EQ(text.find("64656d6f"), std::string::npos) << text;
}

TEST(ExplainLine, NamesTheFieldThatIsWrong) {
  const auto error = [](const std::string& rest) {
    return answered(rest)["error"].get<std::string>();
  };
  EXPECT_EQ(error(R"(,"signature":1)"), "line 3: signature: expected text or null");
  EXPECT_EQ(error(R"(,"signature_hex":"0")"),
            "line 3: signature_hex: expected an even number of hex digits as text");
  EXPECT_EQ(error(R"(,"api_key":[])"), "line 3: api_key: expected text");
  EXPECT_EQ(error(R"(,"headers":[["a","b"],["c"]])"),
            "line 3: headers[1]: expected a pair [name, value] of texts");
  EXPECT_EQ(error(R"(,"headers":1)"), "line 3: headers: expected a list of pairs [name, value]");
  EXPECT_EQ(error(R"(,"other_secrets_hex":["zz"])"),
            "line 3: other_secrets_hex[0]: expected an even number of hex digits as text");
  EXPECT_EQ(error(R"(,"earlier_bodies_hex":"00")"),
            "line 3: earlier_bodies_hex: expected a list of hex texts");
  EXPECT_EQ(json::parse(answer(R"({"body_hex":"","signature":"x"})"))["error"],
            "line 3: secret_hex: expected hex text");
}

}  // namespace
}  // namespace everstrike::client
