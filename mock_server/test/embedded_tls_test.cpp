// A mock inside a test program, over TLS: what the conformance suite starts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_server/server.hpp"
#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server {
namespace {

using testing::body_of;
using ::testing::HasSubstr;
using testing::RawClient;
using ::testing::StartsWith;
using testing::status_of;

constexpr const char* kHealth = "GET /mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

Options with(TlsOptions tls) {
  Options options;
  options.tls = std::move(tls);
  return options;
}

TEST(EmbeddedTls, SpeaksTlsAndHandsOutItsAuthority) {
  Server server(with({}));
  ASSERT_TRUE(server.start());
  EXPECT_THAT(server.base_url(), StartsWith("https://127.0.0.1:"));
  EXPECT_THAT(server.ca_pem(), StartsWith("-----BEGIN CERTIFICATE-----"));
  EXPECT_THAT(server.hosts(), ::testing::Contains("api.testnet.everstrike.io"));
  RawClient tls(server.port());
  ASSERT_TRUE(tls.begin_tls());
  tls.send("GET /mock/ca.pem HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(body_of(tls.read_message()), server.ca_pem());
  RawClient plain(server.port());
  plain.send(kHealth);
  EXPECT_EQ(status_of(plain.read_message()), 200);
}

TEST(EmbeddedTls, SaysAtTheStartWhatIsWrong) {
  Server server(with({.hosts = {"no host"}}));
  const auto started = server.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ListenErrorCode::bad_tls);
  EXPECT_THAT(started.error().message, HasSubstr("no host"));
}

// A handshake that ends with neither an alert nor a reset looks like a server that just went away.
TEST(HandshakeFaults, EndAsTheirNamesSay) {
  const auto fails = [](TlsFault fault) {
    Server server(with({.fault = fault}));
    EXPECT_TRUE(server.start());
    RawClient client(server.port());
    EXPECT_FALSE(client.begin_tls());
    EXPECT_TRUE(testing::eventually([&] { return server.journal().size() > 0; }));
    // Others are served as ever.
    RawClient plain(server.port());
    plain.send(kHealth);
    EXPECT_EQ(status_of(plain.read_message()), 200);
  };
  fails(TlsFault::handshake_close);
  fails(TlsFault::handshake_alert);
  fails(TlsFault::handshake_garbage);
}

TEST(HandshakeFaults, HangSaysNothing) {
  Server server(with({.fault = TlsFault::handshake_hang}));
  ASSERT_TRUE(server.start());
  RawClient client(server.port());
  // A well-formed first message; only its end matters to OpenSSL.
  client.send(std::string("\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x03", 11) +
              std::string(32, 'r') + std::string("\x00\x00\x02\x13\x01\x01\x00\x00\x00", 9));
  EXPECT_TRUE(client.is_silent(std::chrono::milliseconds(200)));
  EXPECT_TRUE(server.drain(std::chrono::seconds(5)));
}

TEST(Proxy, OthersHostsAreRefusedAndJournaled) {
  Server server(with({}));
  ASSERT_TRUE(server.start());
  for (const char* request : {"CONNECT example.com:443 HTTP/1.1\r\n\r\n",
                              "GET http://example.com/ HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    RawClient client(server.port());
    client.send(request);
    const auto answer = client.read_all();
    EXPECT_EQ(status_of(answer), 403) << request;
    EXPECT_THAT(body_of(answer), HasSubstr("no way out: example.com:"));
  }
  for (const char* request : {"CONNECT demo-secret:443 HTTP/1.1\r\n\r\n",
                              "GET http://%64emo-secret/ HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    RawClient client(server.port());
    client.send(request);
    EXPECT_THAT(body_of(client.read_all()), HasSubstr("no way out: ***:")) << request;
  }
  RawClient own(server.port());
  own.send("GET http://localhost/mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(status_of(own.read_message()), 200);
  const auto seen = server.journal().read({}).entries;
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(seen[0]->status, 403);
  EXPECT_THAT(seen[0]->detail, HasSubstr("example.com:443"));
}

}  // namespace
}  // namespace everstrike::mock_server
