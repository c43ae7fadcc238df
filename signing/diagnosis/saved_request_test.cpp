#include "signing/diagnosis/saved_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "signing/signer.hpp"

namespace everstrike::diagnosis {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string body_of(const std::string& text) {
  const auto saved = read_saved_request(text);
  return saved ? saved->body : "(" + saved.error() + ")";
}

TEST(SavedRequest, IsReadWithWhatGotLost) {
  const auto saved = read_saved_request("\n\nPOST /auth/cancel?x=1\nX-Api-Key:  k \n\nid=1\n");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->method, "POST");
  EXPECT_EQ(saved->target, "/auth/cancel?x=1");
  ASSERT_EQ(saved->headers.size(), 1U);
  EXPECT_EQ(saved->headers[0].first, "X-Api-Key");
  EXPECT_EQ(saved->headers[0].second, "k");
  EXPECT_EQ(saved->body, "id=1\n");
  EXPECT_EQ(body_of("GET /"), "");
}

TEST(SavedRequest, ContentLengthCutsWhatAnEditorAdded) {
  const auto saved = read_saved_request("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nid=1\r\n");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->body, "id=1");
  EXPECT_EQ(saved->following, "");
  EXPECT_FALSE(saved->may_end_as_the_editor_does);
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\ncontent-length: 400\r\n\r\nid=1"), "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nid=1"), "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\nid=1"), "id=1");
}

TEST(SavedRequest, WhatStandsBehindTheBodyFollowsIt) {
  const auto saved =
      read_saved_request("POST / HTTP/1.1\nContent-Length: 4\n\nid=\xc3\xa9\xc3\xa9");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->body, "id=\xc3");
  EXPECT_EQ(saved->following, "\xa9\xc3\xa9");
}

TEST(SavedRequest, ChunksArePutTogether) {
  EXPECT_EQ(
      body_of("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\r\nid\r\n2\r\n=1\r\n0\r\n\r\n"),
      "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\nid\n2\n=1\n0\n\n"), "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\r\nid").substr(0, 1), "(");
}

TEST(SavedRequest, WhatIsNoRequestIsSaid) {
  for (const char* text :
       {"", "\n\n", "nonsense", "P OST / HTTP/1.1\n\n", "POST / HTTP/3.0\n\n", "\x16\x03\x01"}) {
    EXPECT_THAT(body_of(text), HasSubstr("request line")) << text;
  }
  EXPECT_THAT(body_of("POST / HTTP/1.1\na: b\nno colon\n\n"), HasSubstr("line 3 is no header"));
}

TEST(SavedRequest, BytesStayBytes) {
  const std::string body("\0\xff\n\n\r\n\r\n", 8);
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\n\r\n" + body), body);
}

TEST(SavedRequest, IsKnownByItsFirstLine) {
  EXPECT_TRUE(holds_a_request("POST /auth/cancel HTTP/1.1\r\n\r\nid=1"));
  EXPECT_FALSE(holds_a_request("id=1"));
  EXPECT_FALSE(holds_a_request("POST /auth/cancel\n"));
  EXPECT_FALSE(holds_a_request("{\"id\": \"1\"}\n"));
}

class TheLastLineEnd : public testing::Test {
 protected:
  static Diagnosis of(const std::string& body, const std::string& signature) {
    const auto saved = read_saved_request("POST / HTTP/1.1\n\n" + body);
    return diagnose_saved(*saved, [&](std::string_view text) {
      static const signing::Secret kItsSecret("demo-secret");
      return diagnose({.body = text, .signature = signature, .secret = &kItsSecret});
    });
  }
  static std::string sign(std::string_view body) {
    return signing::sign(signing::PreparedKey("demo-secret"), body);
  }
};

TEST_F(TheLastLineEnd, MayBeTheEditors) {
  const Diagnosis found = of("id=1\n", sign("id=1"));
  EXPECT_EQ(found.name(), "line_end_sent");
  ASSERT_EQ(found.hints.size(), 1U);
  EXPECT_THAT(found.hints[0], HasSubstr("may be the editor's"));
}

TEST_F(TheLastLineEnd, DoesNotHideAnotherMistake) {
  const Diagnosis found = of("id=1\r\n", "\"" + sign("id=1") + "\"");
  EXPECT_EQ(found.name(), "signature_quoted");
  ASSERT_EQ(found.hints.size(), 1U);
  EXPECT_THAT(found.hints[0], HasSubstr("was left out"));
}

TEST_F(TheLastLineEnd, IsTheBodysWhereItWasSigned) {
  EXPECT_EQ(of("id=1\n", sign("id=1\n")).name(), "none");
  EXPECT_THAT(of("id=1\n", sign("id=1\n")).hints, IsEmpty());
}

}  // namespace
}  // namespace everstrike::diagnosis
