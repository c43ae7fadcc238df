#include "mock_server/control/pasted_request.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace everstrike::mock_server {
namespace {

std::string body_of(const std::string& text) {
  const auto request = read_pasted_request(text);
  return request ? request->body : "(" + request.error() + ")";
}

TEST(PastedRequest, IsReadWithWhatGotLost) {
  const auto request = read_pasted_request("\n\nPOST /auth/cancel?x=1\nX-Api-Key:  k \n\nid=1\n");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->head.method(), "POST");
  EXPECT_EQ(request->head.target(), "/auth/cancel?x=1");
  EXPECT_EQ(request->head.find("x-api-key"), "k");
  EXPECT_EQ(request->body, "id=1\n");
  EXPECT_EQ(body_of("GET /"), "");
}

TEST(PastedRequest, ContentLengthCutsWhatAnEditorAdded) {
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nid=1\r\n"), "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\ncontent-length: 400\r\n\r\nid=1"), "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nid=1"), "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\nid=1"), "id=1");
}

TEST(PastedRequest, ChunksArePutTogether) {
  EXPECT_EQ(
      body_of("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\r\nid\r\n2\r\n=1\r\n0\r\n\r\n"),
      "id=1");
  EXPECT_EQ(body_of("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\r\nid").substr(0, 1), "(");
}

TEST(PastedRequest, WhatIsNoRequestIsSaid) {
  for (const char* text : {"", "\n\n", "nonsense", "POST / HTTP/1.1\nno colon\n\n",
                           "P OST / HTTP/1.1\n\n", "POST / HTTP/3.0\n\n", "\x16\x03\x01"}) {
    EXPECT_FALSE(read_pasted_request(text)) << text;
  }
}

TEST(PastedRequest, BytesStayBytes) {
  const std::string body("\0\xff\n\n\r\n\r\n", 8);
  EXPECT_EQ(body_of("POST / HTTP/1.1\r\n\r\n" + body), body);
}

}  // namespace
}  // namespace everstrike::mock_server
