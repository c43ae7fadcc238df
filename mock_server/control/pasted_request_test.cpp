#include "mock_server/control/pasted_request.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

Expected<Request, std::string> pasted(const std::string& text) {
  const auto saved = diagnosis::read_saved_request(text);
  if (!saved) return Unexpected<std::string>(saved.error());
  return read_pasted_request(*saved);
}

TEST(PastedRequest, IsWhatTheWireWouldHaveGiven) {
  const auto request = pasted("\n\nPOST /auth/cancel?x=1\nX-Api-Key:  k \n\nid=1\n");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->head.method(), "POST");
  EXPECT_EQ(request->head.target(), "/auth/cancel?x=1");
  EXPECT_EQ(request->head.find("x-api-key"), "k");
  EXPECT_EQ(request->body, "id=1\n");
}

TEST(PastedRequest, KeepsWhatFollowsACutBody) {
  const auto request = pasted("POST / HTTP/1.1\nContent-Length: 4\n\nid=1234");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->body, "id=1");
  EXPECT_EQ(request->following, "234");
}

TEST(PastedRequest, IsRefusedAsTheWireWould) {
  EXPECT_FALSE(pasted("POST / HTTP/1.1\nHost: a\nHost: b\n\n"));
  EXPECT_FALSE(pasted("POST / HTTP/1.1\nx: a\x01\n\n"));
}

}  // namespace
}  // namespace everstrike::mock_server
