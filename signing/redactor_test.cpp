#include "signing/redactor.hpp"

#include <gtest/gtest.h>

namespace everstrike::signing {
namespace {

std::string redacted(std::string text) {
  const Redactor redactor({"demo-secret", "s+/ret~?1"});
  redactor.redact(text);
  return text;
}

// The spellings come from coreutils (base64, xxd) and Python (urllib.parse.quote_plus).
TEST(Redactor, ReplacesEverySpelling) {
  EXPECT_EQ(redacted("x=demo-secret&y"), "x=***&y");
  EXPECT_EQ(redacted("64656d6f2d736563726574"), "***");
  EXPECT_EQ(redacted("64656D6F2D736563726574"), "***");
  EXPECT_EQ(redacted("ZGVtby1zZWNyZXQ="), "***=");
  EXPECT_EQ(redacted("cysvcmV0fj8x"), "***");
  EXPECT_EQ(redacted("k=s%2B%2Fret~%3F1"), "k=***");
  EXPECT_EQ(redacted("k=s%2B%2Fret%7E%3F1"), "k=***");
}

// Every letter goes that holds a bit of it.
// echo -n 'key:demo-secret' | base64, and the same with one and two more bytes in front.
TEST(Redactor, FindsItInsideLongerBase64) {
  EXPECT_EQ(redacted("Basic a2V5OmRlbW8tc2VjcmV0"), "Basic a2V5O***");
  EXPECT_EQ(redacted("Basic eGtleTpkZW1vLXNlY3JldA=="), "Basic eGtleT***==");
  EXPECT_EQ(redacted("Basic eHhrZXk6ZGVtby1zZWNyZXQ="), "Basic eHhrZXk6***=");
}

TEST(Redactor, FindsEscapedSpellings) {
  const Redactor redactor({"a\"b c\xC3\xA9"});
  for (const char* text : {R"(a\"b cé)", "a%22b%20c%C3%A9", "a%22b+c%c3%a9"}) {
    std::string copy = text;
    EXPECT_TRUE(redactor.redact(copy)) << text;
    EXPECT_EQ(copy, "***");
  }
}

TEST(Redactor, LearnsWhileInUse) {
  Redactor redactor;
  std::string text = "late-secret";
  EXPECT_FALSE(redactor.redact(text));
  redactor.learn("late-secret");
  EXPECT_TRUE(redactor.redact(text));
}

TEST(Redactor, LeavesOtherTextAlone) {
  const std::string text = "id=849cdea0395411e98f54b395ae9c7bb6&demo-secre&emo-secret";
  std::string copy = text;
  EXPECT_FALSE(Redactor({"demo-secret"}).redact(copy));
  EXPECT_EQ(copy, text);
}

TEST(Redactor, FindsItAtTheEdgesAndTwice) {
  EXPECT_EQ(redacted("demo-secretdemo-secret."), "******.");
  EXPECT_EQ(redacted("demo-secre demo-secret"), "demo-secre ***");
}

TEST(Redactor, TooShortSecretsAreLeft) {
  std::string text = "abc";
  EXPECT_FALSE(Redactor({"", "a", "abc"}).redact(text));
  EXPECT_EQ(text, "abc");
}

}  // namespace
}  // namespace everstrike::signing
