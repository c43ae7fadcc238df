// TLS, plain HTTP and CONNECT on one port.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server::testing {
namespace {

using Reason = MalformedRequest::Reason;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Tls : public ::testing::Test {
 protected:
  static ListenOptions options() { return {.tls = self_signed_context()}; }
  RecordingHandler handler_;
};

TEST_F(Tls, AndPlainHttpShareAPort) {
  RunningListener running(handler_, options());
  auto plain = running.connect();
  auto tls = running.connect();
  ASSERT_TRUE(tls.begin_tls("api.example.com"));
  plain.send(post("plain"));
  tls.send(post("tls"));
  EXPECT_EQ(body_of(plain.read_message()), "plain");
  EXPECT_EQ(body_of(tls.read_message()), "tls");
  for (const auto& request : handler_.requests()) {
    EXPECT_EQ(request.arrival.tls, request.body == "tls");
    EXPECT_EQ(request.arrival.server_name, request.body == "tls" ? "api.example.com" : "");
  }
}

TEST_F(Tls, CarriesLargeBodiesBothWays) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  ASSERT_TRUE(client.begin_tls());
  const std::string body(1'000'000, 'x');
  client.send(post(body));
  EXPECT_EQ(body_of(client.read_message()), body);
}

TEST_F(Tls, AnswersPipelinedRequestsAndAHalfClosedClient) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  ASSERT_TRUE(client.begin_tls());
  client.send(post("one") + post("two"));
  client.half_close();
  EXPECT_EQ(body_of(client.read_message()), "one");
  EXPECT_EQ(body_of(client.read_message()), "two");
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.ended(), Ended::in_order);
}

TEST_F(Tls, RefusesMalformedRequestsInsideTheSession) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  ASSERT_TRUE(client.begin_tls());
  client.send("nonsense\r\n");
  EXPECT_EQ(status_of(client.read_all()), 400);
  EXPECT_TRUE(handler_.refused().at(0).arrival.tls);
}

TEST_F(Tls, ReportsAHandshakeThatFails) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  client.send("\x16\x03\x01 this is no hello, but long enough to be taken for one");
  client.half_close();
  client.read_all();
  EXPECT_EQ(handler_.refused_reason(), reason_text(Reason::tls_failed));
  EXPECT_NE(handler_.refused().at(0).detail, "");
}

TEST_F(Tls, ReportsAClientThatLeavesDuringTheHandshake) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  client.send(std::string("\x16\x03\x01\x02", 4));
  client.half_close();
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(handler_.refused_reason(), reason_text(Reason::tls_failed));
  EXPECT_THAT(handler_.refused().at(0).detail, HasSubstr("in the middle of the handshake"));
}

TEST_F(Tls, AHandshakeHasADeadline) {
  auto with_deadline = options();
  with_deadline.head_timeout = std::chrono::milliseconds(50);
  RunningListener running(handler_, with_deadline);
  auto client = running.connect();
  client.send(std::string("\x16\x03\x01\x02", 4));
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(handler_.refused_reason(), reason_text(Reason::timed_out));
}

TEST_F(Tls, OnlyRefusesPlainHttp) {
  auto only = options();
  only.tls_only = true;
  RunningListener running(handler_, only);
  auto plain = running.connect();
  plain.send(post("x"));
  EXPECT_EQ(status_of(plain.read_all()), 400);
  EXPECT_EQ(handler_.refused_reason(), reason_text(Reason::not_http));
  EXPECT_THAT(handler_.refused().at(0).received, StartsWith("POST "));
  auto tls = running.connect();
  ASSERT_TRUE(tls.begin_tls());
  tls.send(post("x"));
  EXPECT_EQ(status_of(tls.read_message()), 200);
}

class Connect : public Tls {
 protected:
  static ListenOptions options() {
    return {.tls = self_signed_context(), .connect_hosts = {"api.example.com"}};
  }
};

TEST_F(Connect, OpensNoTunnelInsideOfATunnel) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  const std::string connect = "CONNECT api.example.com:443 HTTP/1.1\r\n\r\n";
  client.send(connect);
  EXPECT_EQ(client.read_message(true), "HTTP/1.1 200 Connection Established\r\n\r\n");
  ASSERT_TRUE(client.begin_tls("api.example.com"));
  client.send(connect);
  const auto answer = client.read_all();
  EXPECT_EQ(status_of(answer), 403);
  EXPECT_THAT(body_of(answer), ::testing::HasSubstr("a tunnel already"));
  EXPECT_EQ(handler_.refused_reason(), reason_text(Reason::tunnel_refused));
}

TEST_F(Connect, OpensATunnelThatEndsHere) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  client.send("CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n\r\n");
  EXPECT_EQ(client.read_message(true), "HTTP/1.1 200 Connection Established\r\n\r\n");
  ASSERT_TRUE(client.begin_tls("api.example.com"));
  client.send(post("through"));
  EXPECT_EQ(body_of(client.read_message()), "through");
  const auto request = handler_.requests().at(0);
  EXPECT_TRUE(request.arrival.tls);
  EXPECT_EQ(request.arrival.tunnel, "api.example.com:443");
  EXPECT_EQ(request.arrival.server_name, "api.example.com");
}

TEST_F(Connect, TakesPlainHttpThroughTheTunnelToo) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  client.send("CONNECT api.example.com:80 HTTP/1.1\r\n\r\n" + post("sent ahead"));
  EXPECT_EQ(client.read_message(true), "HTTP/1.1 200 Connection Established\r\n\r\n");
  EXPECT_EQ(body_of(client.read_message()), "sent ahead");
}

TEST_F(Connect, RefusesOtherHostsLoudly) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  client.send("CONNECT evil.example.org:443 HTTP/1.1\r\n\r\n");
  const auto answer = client.read_all();
  EXPECT_EQ(status_of(answer), 403);
  EXPECT_THAT(body_of(answer), HasSubstr("evil.example.org:443"));
  EXPECT_TRUE(handler_.requests().empty());
  EXPECT_EQ(handler_.refused_reason(), reason_text(Reason::tunnel_refused));
  EXPECT_EQ(handler_.refused().at(0).detail, "evil.example.org:443");
}

TEST_F(Connect, RefusesToProxyPlainHttpToOthers) {
  RunningListener running(handler_, options());
  auto client = running.connect();
  client.send("GET http://evil.example.org/x HTTP/1.1\r\nHost: evil.example.org\r\n\r\n");
  EXPECT_EQ(status_of(client.read_all()), 403);
  EXPECT_EQ(handler_.refused().at(0).detail, "evil.example.org:80");
  auto own = running.connect();
  own.send("GET http://API.example.com/x HTTP/1.1\r\nHost: api.example.com\r\n\r\n");
  EXPECT_EQ(status_of(own.read_message()), 200);
}

TEST_F(Connect, IsAnOrdinaryRequestWhenNoHostsAreSet) {
  RunningListener running(handler_, Tls::options());
  auto client = running.connect();
  client.send("CONNECT api.example.com:443 HTTP/1.1\r\n\r\n");
  EXPECT_EQ(status_of(client.read_message()), 200);
  EXPECT_EQ(handler_.requests().at(0).head.target(), "api.example.com:443");
}

TEST_F(Connect, WorksWhereOnlyTlsIsSpoken) {
  auto only = options();
  only.tls_only = true;
  RunningListener running(handler_, only);
  auto client = running.connect();
  client.send("CONNECT api.example.com:443 HTTP/1.1\r\n\r\n");
  EXPECT_EQ(status_of(client.read_message(true)), 200);
  ASSERT_TRUE(client.begin_tls());
  client.send(post("x"));
  EXPECT_EQ(status_of(client.read_message()), 200);
}

}  // namespace
}  // namespace everstrike::mock_server::testing
