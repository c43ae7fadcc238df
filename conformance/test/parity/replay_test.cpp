// The raw requests of the vectors, as the real HTTP libraries wrote them, read by the mock's own
// parser and judged by its own authentication: the last stage of a vector, without a socket.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "conformance/test/parity/all_vectors.hpp"
#include "mock_server/auth/authenticate.hpp"
#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Request;

// Heads are kept as the UTF-8 of what went out as Latin-1, so every code point is one byte.
std::string latin1(std::string_view utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      bytes += utf8[i];
    } else {
      const auto tail = static_cast<unsigned char>(utf8[++i]);
      bytes += static_cast<char>(((byte & 0x3U) << 6U) | (tail & 0x3fU));
    }
  }
  return bytes;
}

// HTTP takes blanks and tabs around a header's value away (RFC 9110, 5.5), so a signature padded
// with them is the signature once it has travelled.
std::string without_padding(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool to_be_accepted(const Vector& vector) {
  return vector.stages.sent_body == vector.stages.body &&
         without_padding(vector.stages.sent_signature) == vector.stages.signature;
}

class Replay : public testing::TestWithParam<Vector> {};

TEST_P(Replay, IsReadAndJudgedAsTheStagesSay) {
  const Vector& vector = GetParam();
  if (!vector.stages.request_head) {
    EXPECT_FALSE(vector.valid);  // their library refused to send it
    return;
  }
  auto head = mock_server::parse_head(latin1(*vector.stages.request_head), {});
  ASSERT_TRUE(head.has_value()) << mock_server::reason_text(head.error());
  EXPECT_EQ(head->content_length, vector.stages.sent_body.size());
  EXPECT_EQ(head->path(), "/auth/cancel");

  mock_server::KeyRing keys;
  keys.put(latin1(vector.inputs.api_key), signing::Secret(vector.inputs.secret));
  Request request;
  request.head = std::move(*head);
  request.body = vector.stages.sent_body;
  const auto credential = mock_server::authenticate(
      keys, request, mock_server::api_key_of(request.head), mock_server::SignatureRule::required);
  EXPECT_EQ(credential.has_value(), to_be_accepted(vector));
}

// requests 2.28 writes "0 CRLF CRLF" behind an empty body of its own making, without having said
// that the body is chunked. A server that keeps the connection must not take it for a request.
TEST_P(Replay, BytesBehindAreNoRequest) {
  const std::string& behind = GetParam().stages.sent_behind;
  EXPECT_TRUE(behind.empty() || !mock_server::parse_head(behind, {}).has_value());
}

INSTANTIATE_TEST_SUITE_P(All, Replay, testing::ValuesIn(all_vectors(EVERSTRIKE_SOURCE_DIR).vectors),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace everstrike::conformance
