#include "signing/secret_finder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace everstrike::signing {
namespace {

std::string without(const SecretFinder& finder, const std::string& text) {
  std::string out;
  std::size_t kept = 0;
  for (const TextSpan& span : finder.find(text)) {
    out += text.substr(kept, span.begin - kept) + "*";
    kept = span.end;
  }
  return out + text.substr(kept);
}

std::string without(const std::string& secret, const std::string& text) {
  SecretFinder finder;
  finder.learn(secret);
  return without(finder, text);
}

// The spellings come from Python: urllib.parse, json, base64, binascii.
TEST(SecretFinder, SeesThroughEachSpelling) {
  for (const char* text : {"demo-secret", "64656d6f2d736563726574", "64656D6f2D736563726574",
                           "ZGVtby1zZWNyZXQ", "%64%65%6d%6f%2d%73%65%63%72%65%74", "%64emo-secret",
                           "demo%2Dsecret", "demo%2dsecre%74", R"(\u0064emo-secret)",
                           R"(demo\u002Dsecret)", R"(demo\u002dsecret)", R"(demo\x2Dsecre\x74)"}) {
    EXPECT_EQ(without("demo-secret", std::string("<") + text + ">"), "<*>") << text;
  }
}

TEST(SecretFinder, SeesThroughTwoOnTopOfEachOther) {
  for (const char* text : {"%2564emo-secret",                                  // percent of percent
                           "%5cu0064emo-secret",                               // percent of JSON
                           R"(\u002564emo-secret)",                            // JSON of percent
                           R"(\\u0064emo-secret)",                             // JSON of JSON
                           "%364656d6f2d736563726574",                         // percent of hex
                           "Z%47Vtby1zZWNyZXQ",                                // percent of base64
                           "253634656D6f2d736563726574",                       // hex of percent
                           "36343635366436663264373336353633373236353734"}) {  // hex of hex
    EXPECT_EQ(without("demo-secret", std::string("<") + text + ">"), "<*>") << text;
  }
  EXPECT_EQ(without("demo-secret", "a253634656d6f2d736563726574"), "a*");  // at an odd place
  EXPECT_EQ(without("demo-secret", "JTY0ZW1vLXNlY3JldA=="), "*==");        // base64 of percent
  EXPECT_EQ(without("demo-secret", "NjQ2NTZENmYyRDczNjU2MzcyNjU3NA=="), "*==");  // of hex
  EXPECT_EQ(without("demo-secret", "WkdWdGJ5MXpaV055WlhRPQ=="), "*PQ==");        // of base64
  // An escape of the form that carries it comes on top.
  EXPECT_EQ(without("demo-secret", "%4aTY0ZW1vLXNlY3JldA%3d%3d"), "*%3d%3d");
}

// What is inside hex or base64 is looked at only where it may mean a secret, which depends on all
// of them. Texts from Python: part of the escaped one's bytes stand as they are.
// What is quoted of text that is no UTF-8 in part has \xHH for those bytes.
TEST(SecretFinder, SeesItWhereBytesOfItAreQuoted) {
  EXPECT_EQ(without("z\xc3\xa4-se\xe2\x82\xac"
                    "cret",
                    R"(<z\xc3%A4-se\xe2\x82%accret>)"),
            "<*>");
}

// What stands before it ends in a backslash, as a Windows path does: the first escape reads as
// another then.
TEST(SecretFinder, SeesItBehindABackslash) {
  for (const char* text :
       {R"(3\\u0064emo-secre\u0074)", R"(C:\\u0064\u0065mo-secret)", R"(\de\u006do-secret)"}) {
    EXPECT_EQ(without("demo-secret", text).find("emo"), std::string::npos) << text;
  }
  EXPECT_EQ(without("nemo-secret", R"(<\ne\u006do-secret>)"), R"(<\*>)");
  // base64(b"3\\" + b"\\u0064emo\\u002dsecret"), of Python
  EXPECT_EQ(without("demo-secret", "M1xcdTAwNjRlbW9cdTAwMmRzZWNyZXQ=").find("dTAwNjRlbW9"),
            std::string::npos);
}

TEST(SecretFinder, SeesSecretsOfOddBytesBesidePrintableOnes) {
  SecretFinder finder;
  finder.learn("demo-secret");
  finder.learn("tab\there-5\x01");
  for (const char* text :
       {"74616209686572652d3501", "dGFiCWhlcmUtNQE", "37343631363230393638363537323635326433353031",
        "746162096865726525326435253031", "253634656D6f2d736563726574"}) {
    EXPECT_EQ(without(finder, std::string("<") + text + ">"), "<*>") << text;
  }
  EXPECT_EQ(without(finder, "dGFiCWhlcmUlMmQ1JTAx"), "*");
}

TEST(SecretFinder, TakesAPlusForABlank) {
  EXPECT_EQ(without("two words/1", "two+words/1"), "*");
  EXPECT_EQ(without("two words/1", "two+words%2F1"), "*");
  EXPECT_EQ(without("two words/1", "74776f2B776f7264732f31"), "*");
  EXPECT_EQ(without("two words/1", "dHdvK3dvcmRzLzE="), "*=");
}

TEST(SecretFinder, KnowsSecretsThatLookEscaped) {
  const std::string secret = R"(back\slash\n%41+&=)";
  for (const char* text : {R"(%62ack\slash\n%41+&=)", R"(%62ack\slash\n%2541+&=)",
                           R"(\u0062ack\\slash\\n%41+&=)", "JTYyYWNrXHNsYXNoXG4lNDErJj0"}) {
    EXPECT_EQ(without(secret, std::string("<") + text + ">"), "<*>") << text;
  }
}

TEST(SecretFinder, SeesTextBeyondAscii) {
  EXPECT_EQ(without("gehe\xC3\xADmnis", "geh%65%C3%admnis"), "*");
  EXPECT_EQ(without("gehe\xC3\xADmnis", R"(gehe\u00edmnis)"), "*");
  EXPECT_EQ(without("gehe\xC3\xADmnis", "JTY3ZWhlw61tbmlz"), "*");
  EXPECT_EQ(without("key\xF0\x9F\x94\x91"
                    "key",
                    R"(key\ud83d\udd11key)"),
            "*");
}

TEST(SecretFinder, LeavesOtherTextAlone) {
  const std::string text =
      "POST /auth/cancel HTTP/1.1\r\nx-signature: mDlR0ljMIJfVtjvZvKxq8uwzNSJ9nQ3ZrTSxHnOtAUs=\r\n"
      "content-type: application/x-www-form-urlencoded\r\n\r\n"
      "id=849cdea0395411e98f54b395ae9c7bb6&demo-secre&emo-secret%20\\u0064emo-secre";
  EXPECT_EQ(without("demo-secret", text), text);
  EXPECT_EQ(without("", "a text"), "a text");
  EXPECT_EQ(without("abc", "abc"), "abc");
}

TEST(SecretFinder, CoversTheLongerOfTwoThatBeginAlike) {
  SecretFinder finder;
  for (const char* secret : {"secret-one", "secret-one-and-two", "one-and-two-three"}) {
    finder.learn(secret);
  }
  EXPECT_EQ(without(finder, "<secret-one-and-two>"), "<*>");
  EXPECT_EQ(without(finder, "<secret-one-and-two-three>"), "<*>");
  EXPECT_EQ(without(finder, "<secret-one-and-tw>"), "<*-and-tw>");
}

// 3,000 secrets of many lengths that begin alike, and texts that nearly spell them: work that is
// linear takes a few milliseconds, quadratic work minutes.
TEST(SecretFinder, IsLinearWhateverTheSecrets) {
  SecretFinder finder;
  for (std::size_t i = 0; i < 3000; ++i)
    finder.learn("secret-" + std::string(i % 40, 'a') + std::to_string(i));
  for (std::size_t i = 1; i < 40; ++i) finder.learn(std::string(100 * i, 'a') + "b");
  for (const std::string& piece :
       {std::string("secr"), std::string("secret-"), std::string("a"), std::string("%73ecret-"),
        std::string("616161"), std::string("YWFh")}) {
    std::string text;
    while (text.size() < (1U << 17)) text += piece;
    EXPECT_LE(finder.find(text).size(), 1U) << piece;
  }
}

}  // namespace
}  // namespace everstrike::signing
