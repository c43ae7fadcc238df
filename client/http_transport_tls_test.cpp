#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "client/http_transport.hpp"
#include "client/test/tls_server_for_test.hpp"

namespace everstrike::client {
namespace {

constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

class HttpTransportTls : public ::testing::Test {
 protected:
  // The test server writes to connections that the client has given up.
  void SetUp() override { ::signal(SIGPIPE, SIG_IGN); }

  static Expected<HttpReply, TransportError> post(const TlsServer& server, std::string host,
                                                  std::string ca_file, std::string ca_text = "") {
    HttpTransportOptions options;
    options.base_url = {.is_tls = true, .host = std::move(host), .port = server.port(), .path = ""};
    options.ca_file = std::move(ca_file);
    options.ca_text = std::move(ca_text);
    HttpRequest request;
    request.path = "/auth/cancel";
    request.headers = {{"x-api-key", "demo-key"}};
    request.content_type = "application/x-www-form-urlencoded";
    request.body = "id=1";
    request.timeout = std::chrono::milliseconds(20'000);
    return HttpTransport(options).post(request);
  }

  static void expect_untrusted(const TlsServer& server, std::string host, std::string ca_file) {
    const auto reply = post(server, std::move(host), std::move(ca_file));
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().fault, TransportFault::untrusted) << reply.error().message;
    EXPECT_FALSE(reply.error().may_have_been_sent);
    EXPECT_TRUE(server.requests().empty());
  }
};

TEST_F(HttpTransportTls, AServerThatProvesItsNameIsSpokenTo) {
  const TlsServer server{std::string(kAnswer)};
  const auto reply = post(server, "localhost", server.ca_file());
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->body, "{}");
  ASSERT_EQ(server.requests().size(), 1U);
  EXPECT_THAT(server.requests()[0], ::testing::EndsWith("\r\n\r\nid=1"));
}

// A pipe can be read once, and a client speaks to a server more than once.
TEST_F(HttpTransportTls, AuthoritiesThatWereReadAreNotReadAgain) {
  const TlsServer server{std::string(kAnswer)};
  std::ostringstream text;
  text << std::ifstream(server.ca_file()).rdbuf();
  for (int i = 0; i < 2; ++i) {
    const auto reply = post(server, "localhost", "/nowhere/pipe", text.str());
    ASSERT_TRUE(reply) << reply.error().message;
  }
  const TlsServer other{std::string(kAnswer)};
  const auto reply = post(other, "localhost", other.ca_file(), text.str());
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, TransportFault::untrusted);
}

TEST_F(HttpTransportTls, AnUnknownAuthorityIsNotTrusted) {
  const TlsServer server{std::string(kAnswer)};
  expect_untrusted(server, "localhost", "");
}

// A variable of the process for as long as this lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    ::setenv(name, value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

TEST_F(HttpTransportTls, TheFileThatTheEnvironmentNamesIsTrusted) {
  const TlsServer server{std::string(kAnswer)};
  const Variable variable("SSL_CERT_FILE", server.ca_file());
  const auto reply = post(server, "localhost", "");
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->body, "{}");
}

TEST_F(HttpTransportTls, TheFolderThatTheEnvironmentNamesIsTrusted) {
  const TlsServer server{std::string(kAnswer)};
  const std::string folder = server.ca_file() + ".d";
  std::filesystem::create_directory(folder);
  std::filesystem::copy_file(server.ca_file(), folder + "/mine.pem");
  std::ofstream(folder + "/README") << "no certificate";
  {
    const Variable variable("SSL_CERT_DIR", "/does/not/exist:" + folder);
    const auto reply = post(server, "localhost", "");
    EXPECT_TRUE(reply) << reply.error().message;
  }
  std::filesystem::remove_all(folder);
}

TEST_F(HttpTransportTls, AFileOfAuthoritiesThatIsNotThereIsNamed) {
  const TlsServer server{std::string(kAnswer)};
  const Variable variable("SSL_CERT_FILE", "/does/not/exist.pem");
  expect_untrusted(server, "localhost", "");
  EXPECT_THAT(post(server, "localhost", "").error().message,
              ::testing::HasSubstr("SSL_CERT_FILE: /does/not/exist.pem"));
}

TEST_F(HttpTransportTls, ATrustedCertificateForAnotherNameIsNotTrusted) {
  const TlsServer server{std::string(kAnswer)};
  expect_untrusted(server, "127.0.0.1", server.ca_file());
}

TEST_F(HttpTransportTls, AnExpiredCertificateIsNotTrusted) {
  const TlsServer server{std::string(kAnswer), 0};
  expect_untrusted(server, "localhost", server.ca_file());
}

TEST_F(HttpTransportTls, AnotherServersAuthorityIsNotTrusted) {
  const TlsServer server{std::string(kAnswer)};
  const TlsServer other{std::string(kAnswer)};
  expect_untrusted(server, "localhost", other.ca_file());
}

TEST_F(HttpTransportTls, AnAnswerCutByTheEndOfTlsIsBroken) {
  const TlsServer server{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"};
  const auto reply = post(server, "localhost", server.ca_file());
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, TransportFault::broken);
  EXPECT_TRUE(reply.error().may_have_been_sent);
}

}  // namespace
}  // namespace everstrike::client
