#include "mock_server/wire/http/reply_bytes.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

Reply reply_with(int status, std::string body) {
  Reply reply;
  reply.status = status;
  reply.body = std::move(body);
  return reply;
}

TEST(RenderReply, WritesAMessage) {
  EXPECT_EQ(render_reply(reply_with(503, "{}"), {}),
            "HTTP/1.1 503 Service Unavailable\r\n"
            "Content-Type: application/json; charset=utf-8\r\n"
            "Content-Length: 2\r\n\r\n{}");
}

TEST(RenderReply, WritesIntoTheMemoryOfAnotherText) {
  const auto reply = reply_with(200, std::string(100, 'x'));
  std::string room(4000, 'y');
  const char* memory = room.data();
  const auto message = render_reply(reply, {}, std::move(room));
  EXPECT_EQ(message, render_reply(reply, {}));
  EXPECT_EQ(message.data(), memory);
}

TEST(RenderReply, AddsHeadersInOrderAndTheConnectionLast) {
  auto reply = reply_with(200, "");
  reply.headers = {{"x-b", "1"}, {"x-a", "2"}};
  EXPECT_EQ(render_reply(reply, {.connection = ConnectionHeader::close}),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            "Content-Length: 0\r\nx-b: 1\r\nx-a: 2\r\nConnection: close\r\n\r\n");
  reply.headers.clear();
  EXPECT_TRUE(render_reply(reply, {.connection = ConnectionHeader::keep_alive})
                  .ends_with("\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(RenderReply, HeadHasEveryHeaderAndNoBody) {
  EXPECT_TRUE(render_reply(reply_with(200, "four"), {.head_only = true})
                  .ends_with("\r\nContent-Length: 4\r\n\r\n"));
}

TEST(RenderReply, StatusesWithoutContentHaveNone) {
  EXPECT_EQ(render_reply(reply_with(204, "x"), {}), "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(render_reply(reply_with(304, "x"), {}), "HTTP/1.1 304 Not Modified\r\n\r\n");
}

TEST(RenderReply, OwnHeadersTakeThePlaceOfOurs) {
  auto reply = reply_with(200, "abc");
  reply.headers = {{"content-length", "99"}, {"CONTENT-TYPE", "x/y"}, {"connection", "upgrade"}};
  EXPECT_EQ(render_reply(reply, {.connection = ConnectionHeader::close}),
            "HTTP/1.1 200 OK\r\ncontent-length: 99\r\nCONTENT-TYPE: x/y\r\n"
            "connection: upgrade\r\n\r\nabc");
}

TEST(RenderReply, ForeignTextCannotSplitTheMessage) {
  auto reply = reply_with(200, "");
  reply.content_type = "a\r\nb";
  reply.headers = {{"x-echo", std::string("1\r\nx-evil: 2\0", 13)}, {"bad name", "x"}, {"", "x"}};
  EXPECT_EQ(render_reply(reply, {}),
            "HTTP/1.1 200 OK\r\nContent-Type: a  b\r\nContent-Length: 0\r\n"
            "x-echo: 1  x-evil: 2 \r\n\r\n");
}

TEST(RenderReply, WritesUnusualStatusesWithThreeDigits) {
  EXPECT_TRUE(render_reply(reply_with(999, ""), {}).starts_with("HTTP/1.1 999 Unknown\r\n"));
  EXPECT_TRUE(render_reply(reply_with(7, ""), {}).starts_with("HTTP/1.1 007 Unknown\r\n"));
}

}  // namespace
}  // namespace everstrike::mock_server
