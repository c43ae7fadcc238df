#include "mock_server/feed/handshake.hpp"

#include <gtest/gtest.h>

#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::mock_server {
namespace {

RequestHead head_of(const std::string& version, const std::string& key,
                    const std::string& connection = "keep-alive, Upgrade") {
  const auto head = parse_head(
      "GET / HTTP/1.1\r\nHost: example.com\r\nUpgrade: WebSocket\r\nConnection: " + connection +
          "\r\nSec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: " + version + "\r\n\r\n",
      {});
  EXPECT_TRUE(head);
  return *head;
}

// The key and its answer are the RFC's example (6455, 1.3).
TEST(Handshake, AnswersAsTheRfcsExample) {
  const auto head = head_of("13", "dGhlIHNhbXBsZSBub25jZQ==");
  EXPECT_TRUE(wants_feed(head));
  const auto answer = shake_hands(head);
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), answer->npos);
}

TEST(Handshake, RefusesOtherVersionsAndBadKeys) {
  EXPECT_EQ(shake_hands(head_of("8", "dGhlIHNhbXBsZSBub25jZQ==")).error().status, 426);
  for (const char* key : {"", "abc", "c2hvcnQ=", "dGhlIHNhbXBsZSBub25jZQ"}) {
    EXPECT_EQ(shake_hands(head_of("13", key)).error().status, 400) << key;
  }
  const auto closed = shake_hands(head_of("13", "dGhlIHNhbXBsZSBub25jZQ==", "close"));
  EXPECT_EQ(closed.error().status, 400);
}

}  // namespace
}  // namespace everstrike::mock_server
