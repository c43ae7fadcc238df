#include "client/program/line_verbs.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

using signing::Dialect;

std::string answer(LineVerb verb, std::string_view line, Dialect dialect = Dialect::javascript) {
  const auto given = answer_line({.verb = verb, .dialect = dialect, .secret = {}}, line, 7);
  EXPECT_EQ(given.is_error, given.text.find("\"error\":") != std::string::npos) << given.text;
  EXPECT_EQ(given.text.find('\n'), std::string::npos);
  return given.text;
}

// Signatures made with Python: base64(hmac(secret, body, sha256)); 64656d6f2d736563726574 is
// "demo-secret", 69643d31 is "id=1".
TEST(LineVerbs, SignsABody) {
  EXPECT_EQ(answer(LineVerb::sign,
                   R"({"tcId":1,"secret_hex":"64656d6f2d736563726574","body_hex":"69643d31"})"),
            R"({"tcId":1,"signature":"QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="})");
}

TEST(LineVerbs, AnEmptySecretAndAnEmptyBodyAreOrdinary) {
  EXPECT_EQ(answer(LineVerb::sign, R"({"tcId":1,"secret_hex":"","body_hex":""})"),
            R"({"tcId":1,"signature":"thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0="})");
}

TEST(LineVerbs, SignsAPayloadInTheDialectAndPrefersTheBody) {
  constexpr std::string_view kLine =
      R"({"secret_hex":"64656d6f2d736563726574","payload":[["id","~"]]})";
  EXPECT_EQ(answer(LineVerb::sign, kLine, Dialect::python),
            R"({"signature":"fAc7MsYX/67HBEGFMCtWj2qWVoI30LvgCTlBk8P2oYI="})");
  EXPECT_EQ(answer(LineVerb::sign, kLine, Dialect::javascript),
            R"({"signature":"69Jd9WiiIb52/8qsvArz9B/Y3JAPuKLWDOwvqF3Y7Uw="})");
  EXPECT_EQ(
      answer(LineVerb::sign,
             R"({"secret_hex":"64656d6f2d736563726574","body_hex":"69643d31","payload":"x"})"),
      R"({"signature":"QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="})");
}

// JSON's grammar has no largest number and no rule against lone surrogates; our library has both.
TEST(LineVerbs, HandsBackWhatOnlyTheLibraryRefuses) {
  const std::string signed_start = R"({"secret_hex":"","body_hex":"",)";
  for (const char* odd : {R"("x":1E400)", R"("x":[-1e999999999999,{"y":1e400}])", R"("x":"\ud800")",
                          R"("x":"\uDC00\ud83d\ude00\ud83d")", R"("\ud800":{"\udfff":null})",
                          R"("x":"1e400 \\ud800")"}) {
    EXPECT_EQ(
        answer(LineVerb::sign, signed_start + odd + "}"),
        R"({"signature":"thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=",)" + std::string(odd) + "}");
  }
  EXPECT_EQ(answer(LineVerb::sign, signed_start + R"("tcId":1e400})"),
            R"({"tcId":1e400,"signature":"thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0="})");
  EXPECT_EQ(answer(LineVerb::sign, signed_start + R"("x":1e400e1})"),
            R"({"error":"line 7: expected a JSON object: not JSON: a number is out of range"})");
}

// Node: form({n: 1e400}); Python: urlencode([("n", 1e400)]); and both for an integer of 400 digits.
TEST(LineVerbs, EncodesNumbersBeyondADoubleAsTheLanguagesDo) {
  EXPECT_EQ(answer(LineVerb::encode, R"({"payload":[["n",1e400],["m",-1E400]]})"),
            R"({"body_hex":"6e3d496e66696e697479266d3d2d496e66696e697479"})");
  EXPECT_EQ(
      answer(LineVerb::encode, R"({"payload":[["n",1e400],["m",[-1E400,1]]]})", Dialect::python),
      R"({"body_hex":"6e3d696e66266d3d2535422d696e662532432b31253544"})");
  const std::string digits(400, '9');
  EXPECT_EQ(answer(LineVerb::encode, "{\"payload\":[[\"n\"," + digits + "]]}"),
            R"({"body_hex":"6e3d496e66696e697479"})");
  const auto python =
      answer(LineVerb::encode, "{\"payload\":[[\"n\"," + digits + "]]}", Dialect::python);
  EXPECT_EQ(python.size(), std::string_view(R"({"body_hex":"6e3d"})").size() + 800) << python;
  EXPECT_NE(answer(LineVerb::encode, R"({"payload":[["n","\ud800"]]})").find("lone surrogate"),
            std::string::npos);
}

TEST(LineVerbs, NeverHandsASecretBackInWhateverForm) {
  const std::string start = R"({"secret_hex":"6c6f6e672d7365637265743f76616c7565","body_hex":"",)";
  const auto plain = answer(LineVerb::sign, start + R"("x":1})");
  ASSERT_NE(plain.find(",\"x\":1}"), std::string::npos) << plain;
  const auto without = plain.substr(0, plain.find(",\"x\"")) + "}";
  for (const char* member :
       {R"("long-secret?value":1)", R"("l\u006fng-secret?value":1)", R"("x":"long-secret?value")",
        R"("x":[{"my long-secret?value":1}])", R"("x":"6C6F6E672D7365637265743F76616C7565")",
        R"("x":"bG9uZy1zZWNyZXQ/dmFsdWU=")", R"("x":"a=long-secret%3Fvalue&b")"}) {
    EXPECT_EQ(answer(LineVerb::sign, start + member + "}"), without) << member;
  }
}

// The secret is "long-secret?value?~"; the spellings come from coreutils, xxd and by hand.
TEST(LineVerbs, NeverHandsASecretBackInSpellingsOfOtherPrograms) {
  const std::string start =
      R"({"secret_hex":"6c6f6e672d7365637265743f76616c75653f7e","body_hex":"",)";
  const auto without = answer(LineVerb::sign, start + R"("tcId":7})");
  ASSERT_TRUE(without.starts_with(R"({"tcId":7,"signature":")")) << without;
  for (const char* member :
       {R"("x":"bG9uZy1zZWNyZXQ_dmFsdWU_fg==")", R"("x":"bG9uZy1zZWNyZXQ_dmFsdWU_fg")",
        R"("x":"bG9uZy1zZWNyZXQ/dmFsdWU/fg")", R"("x":"Basic a2V5Omxvbmctc2VjcmV0P3ZhbHVlP34=")",
        R"("x":{"Basic a2V5Omxvbmctc2VjcmV0P3ZhbHVlP34":[]})",
        R"("x":"eGtleTpsb25nLXNlY3JldD92YWx1ZT9-")", R"("x":"a=long-secret%3fvalue%3f%7e&b")",
        R"("x":"%6cong-secret%3fvalue%3F~")", R"("x":"6c6F6e672d7365637265743f76616c75653f7e")",
        R"("x":"\\u006cong-secret?value?~")", R"("x":"%62G9uZy1zZWNyZXQ_dmFsdWU_fg%3d%3d")"}) {
    EXPECT_EQ(answer(LineVerb::sign, start + R"("tcId":7,)" + member + "}"), without) << member;
  }
  EXPECT_EQ(
      answer(LineVerb::sign, R"({"secret_hex":"3132333435363738","body_hex":"","n":12345678})")
          .find("\"n\""),
      std::string::npos);
}

TEST(LineVerbs, ATestCaseIdThatHoldsTheSecretIsNotHandedBack) {
  const std::string start = R"({"tcId":"for demo-secret","secret_hex":"64656d6f2d736563726574",)";
  EXPECT_EQ(answer(LineVerb::sign, start + R"("body_hex":"69643d31"})"),
            R"({"signature":"QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="})");
  EXPECT_EQ(answer(LineVerb::sign, start + R"("body_hex":"6"})"),
            R"({"error":"line 7: body_hex: expected an even number of hex digits"})");
}

TEST(LineVerbs, EncodesAPayload) {
  EXPECT_EQ(answer(LineVerb::encode, R"({"tcId":"a","payload":[["id","ä ~"]]})"),
            R"({"tcId":"a","body_hex":"69643d2543332541342b253745"})");
  EXPECT_EQ(answer(LineVerb::encode, R"({"tcId":"a","payload":[["id","ä ~"]]})", Dialect::python),
            R"({"tcId":"a","body_hex":"69643d2543332541342b7e"})");
  EXPECT_EQ(answer(LineVerb::encode, R"({"payload":[["n",1.0]]})", Dialect::python),
            R"({"body_hex":"6e3d312e30"})");
  EXPECT_EQ(answer(LineVerb::encode, R"({"payload":[["\u0000","\u0000"]]})"),
            R"({"body_hex":"2530303d253030"})");
}

TEST(LineVerbs, VerifiesAndCallsARefusalAResult) {
  const std::string start =
      R"({"tcId":3,"secret_hex":"64656d6f2d736563726574","body_hex":"69643d31","signature":")";
  EXPECT_EQ(answer(LineVerb::verify, start + R"(QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="})"),
            R"({"tcId":3,"ok":true})");
  for (const char* wrong : {"", "x", " QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4=",
                            "QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4=\\n"}) {
    EXPECT_EQ(answer(LineVerb::verify, start + wrong + "\"}"), R"({"tcId":3,"ok":false})") << wrong;
  }
}

TEST(LineVerbs, HandsBackUnknownFieldsExactlyAndInOrder) {
  EXPECT_EQ(
      answer(LineVerb::encode,
             R"({ "z":1.10, "tcId" : 12345678901234567890123 ,"comment":"\u00e4 \"", "payload":[],)"
             R"("flags":["a", {"b":null}],"api_key":"k","1e2":1e2 })"),
      R"({"tcId":12345678901234567890123,"body_hex":"","z":1.10,"comment":"\u00e4 \"",)"
      R"("flags":["a", {"b":null}],"1e2":1e2})");
}

TEST(LineVerbs, TheTestCaseIdKeepsItsType) {
  for (const char* id : {"1", "-1.50", "\"a\"", "null", "[1]", "{\"a\":1}", "true"}) {
    EXPECT_EQ(answer(LineVerb::encode, std::string("{\"payload\":[],\"tcId\":") + id + "}"),
              std::string("{\"tcId\":") + id + ",\"body_hex\":\"\"}");
  }
  EXPECT_EQ(answer(LineVerb::encode, R"({"tc\u0049d":5,"payload":[]})"),
            R"({"tcId":5,"body_hex":""})");
}

TEST(LineVerbs, AnsweringFieldsOfTheInputNeverLookLikeAnAnswer) {
  EXPECT_EQ(answer(LineVerb::encode,
                   R"({"payload":[],"error":"x","ok":true,"signature":"x","body_hex":"00"})"),
            R"({"body_hex":""})");
}

TEST(LineVerbs, TheSecretIsNeverHandedBack) {
  const auto text = answer(
      LineVerb::sign,
      R"({"tcId":1,"secret":"demo-secret","secret_hex":"64656D6F2D736563726574","body_hex":"",)"
      R"("a":"demo-secret","b":["x",{"c":"its demo-secret!"}],"d":"64656d6f2d736563726574",)"
      R"("e":"\u0064emo-secret","f":{"demo-secret":1},"kept":"demo"})");
  EXPECT_EQ(text.find("demo-secret"), std::string::npos) << text;
  EXPECT_EQ(text.find("64656"), std::string::npos) << text;
  EXPECT_EQ(text.find("u0064"), std::string::npos) << text;
  EXPECT_NE(text.find("\"kept\":\"demo\""), std::string::npos) << text;
}

TEST(LineVerbs, AShortSecretDoesNotTakeOtherTextsAway) {
  EXPECT_EQ(answer(LineVerb::sign, R"({"secret_hex":"61","body_hex":"","a":"a","b":"banana"})"),
            R"({"signature":"Os2qhrPXPo0YtwGdP1IAAFMaI9s7bdp6lK0o22GpAIw=","b":"banana"})");
}

TEST(LineVerbs, TheProgramsOwnSecretStandsInForAMissingOne) {
  LineOptions options{.verb = LineVerb::sign, .dialect = Dialect::python, .secret = {}};
  options.secret = signing::Secret("demo-secret");
  EXPECT_EQ(answer_line(options, R"({"body_hex":"69643d31"})", 1).text,
            R"({"signature":"QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4="})");
}

TEST(LineVerbs, AFilesByteOrderMarkIsNoPartOfItsFirstLine) {
  const LineOptions options{.verb = LineVerb::encode, .dialect = Dialect::python, .secret = {}};
  EXPECT_FALSE(answer_line(options, "\xEF\xBB\xBF{\"payload\":[]}", 1).is_error);
  EXPECT_TRUE(answer_line(options, "\xEF\xBB\xBF{\"payload\":[]}", 2).is_error);
  EXPECT_EQ(answer_line(options,
                        "{\"tcId\":\xEF\xBB\xBF"
                        "5,",
                        1)
                .text,
            R"({"error":"line 1: expected a JSON object: not JSON at byte 9"})");
}

struct BadLine {
  std::string line;
  std::string answer;
};

class BadLines : public ::testing::TestWithParam<BadLine> {};

TEST_P(BadLines, GetOneAnswerWithTheReason) {
  EXPECT_EQ(answer(LineVerb::verify, GetParam().line), GetParam().answer);
}

INSTANTIATE_TEST_SUITE_P(
    LineVerbs, BadLines,
    ::testing::Values(
        BadLine{"", R"({"error":"line 7: expected a JSON object, the line is empty"})"},
        BadLine{"\r", R"({"error":"line 7: expected a JSON object, the line is empty"})"},
        BadLine{"hello", R"({"error":"line 7: expected a JSON object: not JSON at byte 1"})"},
        BadLine{"[1]", R"({"error":"line 7: expected a JSON object"})"},
        BadLine{"null", R"({"error":"line 7: expected a JSON object"})"},
        BadLine{R"({"tcId":5,"secret_hex":)",
                R"({"tcId":5,"error":"line 7: expected a JSON object: not JSON at byte 24"})"},
        BadLine{"{\"tcId\":5,\"x\":\"\xC3\x28\"}",
                R"({"tcId":5,"error":"line 7: expected a JSON object: not JSON at byte 17"})"},
        BadLine{R"({"tcId":5,"x":"\ud800"})",
                R"({"tcId":5,"error":"line 7: secret_hex: expected hex text"})"},
        BadLine{std::string("{\"tcId\":5,\"x\":\"\0\"}", 18),
                R"({"tcId":5,"error":"line 7: expected a JSON object: not JSON at byte 16"})"},
        BadLine{R"({"tcId":"\ud800"})",
                R"({"tcId":"\ud800","error":"line 7: secret_hex: expected hex text"})"},
        BadLine{R"({"tcId":5,"tcId":6})",
                R"({"tcId":5,"error":"line 7: expected a JSON object: not acceptable JSON: a name )"
                R"(stands twice in one object"})"},
        BadLine{R"({"tcId":5,"x":1e999})",
                R"({"tcId":5,"error":"line 7: secret_hex: expected hex text"})"},
        BadLine{R"({"tcId":5})", R"({"tcId":5,"error":"line 7: secret_hex: expected hex text"})"},
        BadLine{R"({"tcId":5,"secret_hex":7})",
                R"({"tcId":5,"error":"line 7: secret_hex: expected hex text"})"},
        BadLine{
            R"({"tcId":5,"secret_hex":"abc"})",
            R"({"tcId":5,"error":"line 7: secret_hex: expected an even number of hex digits"})"},
        BadLine{
            R"({"tcId":5,"secret_hex":"ab"})",
            R"({"tcId":5,"error":"line 7: body_hex: expected hex text, or a payload instead"})"},
        BadLine{R"({"tcId":5,"secret_hex":"ab","body_hex":null,"payload":[]})",
                R"({"tcId":5,"error":"line 7: body_hex: expected hex text"})"},
        BadLine{R"({"tcId":5,"secret_hex":"ab","body_hex":"zz"})",
                R"({"tcId":5,"error":"line 7: body_hex: expected an even number of hex digits"})"},
        BadLine{R"({"tcId":5,"secret_hex":"ab","payload":[["a"]]})",
                R"({"tcId":5,"error":"line 7: payload[0]: expected a pair [name, value]"})"},
        BadLine{R"({"tcId":5,"secret_hex":"ab","body_hex":""})",
                R"({"tcId":5,"error":"line 7: signature: expected text"})"},
        BadLine{R"({"tcId":5,"secret_hex":"ab","body_hex":"","signature":null})",
                R"({"tcId":5,"error":"line 7: signature: expected text"})"}));

TEST(LineVerbs, AMissingPayloadIsNamed) {
  EXPECT_EQ(answer(LineVerb::encode, R"({"tcId":5,"body_hex":"00"})"),
            R"({"tcId":5,"error":"line 7: payload: expected a list of pairs [name, value]"})");
}

TEST(LineVerbs, DeepAndLongLinesAreAnsweredLikeOthers) {
  const std::string deep = "{\"tcId\":5,\"x\":" + std::string(1'000'000, '[');
  EXPECT_EQ(answer(LineVerb::sign, deep + std::string(1'000'000, ']') + "}"),
            R"({"tcId":5,"error":"line 7: expected a JSON object: not acceptable JSON: nested )"
            R"(deeper than 64"})");
  const std::string hex(10'000'000, '0');
  EXPECT_EQ(answer(LineVerb::sign,
                   R"({"tcId":5,"secret_hex":"64656d6f2d736563726574","body_hex":")" + hex + "\"}"),
            R"({"tcId":5,"signature":"eMzNAlzBHGVzY11fzVgVgQTBbLqSKMTglU9TaLEMR3Y="})");
}

}  // namespace
}  // namespace everstrike::client
