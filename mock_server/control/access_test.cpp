#include "mock_server/control/access.hpp"

#include <gtest/gtest.h>

#include "mock_server/tls/host_name.hpp"
#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::mock_server {
namespace {

int status_for(const AccessRules& rules, std::string_view headers, Shown shown = Shown::data,
               const std::string& target = "/mock/journal") {
  auto head = parse_head("GET " + target + " HTTP/1.1\r\n" + std::string(headers) + "\r\n", {});
  if (!head) return 400;
  const auto refusal = check_access(rules, *head, shown);
  return refusal ? refusal->status : 200;
}

TEST(Access, LoopbackNamesAreThoseThatOnlyThisMachineReaches) {
  for (const char* host :
       {"localhost", "LocalHost", "a.localhost", "127.0.0.1", "127.9.9.9", "::1"})
    EXPECT_TRUE(is_loopback_host(host)) << host;
  for (const char* host : {"", "localhost.evil.example", ".localhost", "127.0.0.1.evil.example",
                           "127.evil.0.1", "127.1", "127...", "127.999.1.1", "-.localhost",
                           "a b.localhost", "128.0.0.1", "0.0.0.0", "::"})
    EXPECT_FALSE(is_loopback_host(host)) << host;
}

TEST(Access, WithoutATokenTheHostMustBeOurs) {
  const AccessRules rules{.token = {}, .listen_hosts = {"192.0.2.7"}};
  EXPECT_EQ(status_for(rules, "Host: 127.0.0.1:8080\r\n"), 200);
  EXPECT_EQ(status_for(rules, "Host: [::1]:8080\r\n"), 200);
  EXPECT_EQ(status_for(rules, "Host: 192.0.2.7\r\n"), 200);
  EXPECT_EQ(status_for(rules, "Host: rebound.example:8080\r\n"), 403);
  EXPECT_EQ(status_for(rules, "Host: rebound.example:8080\r\n", Shown::page), 403);
  for (const char* hidden :
       {"127.0.0.1:80@evil.example", "[::1]evil.example", "[localhost]", "::1", "127...",
        "127.999.1.1", "[::1]:80@evil.example", "localhost:80:evil.example"})
    EXPECT_EQ(status_for(rules, "Host: " + std::string(hidden) + "\r\n") / 100, 4) << hidden;
}

// RFC 9112, 3.2.2: a host in the target is the one asked for.
TEST(Access, TheTargetsHostCounts) {
  const AccessRules rules{.token = {}, .listen_hosts = {"127.0.0.1"}};
  const auto status = [&](const std::string& host, const std::string& headers) {
    return status_for(rules, headers, Shown::data, "http://" + host + "/mock/journal");
  };
  EXPECT_EQ(status("127.0.0.1:80", "Host: 127.0.0.1:80\r\n"), 200);
  EXPECT_EQ(status("evil.example", "Host: 127.0.0.1\r\n"), 403);
  EXPECT_EQ(status("evil.example", "Host: evil.example\r\n"), 403);
}

TEST(Access, TwoOriginsAreNobodys) {
  const AccessRules rules{.token = {}, .listen_hosts = {"127.0.0.1"}};
  const std::string ours = "Origin: http://localhost\r\n";
  EXPECT_EQ(status_for(rules, "Host: localhost\r\n" + ours + "Origin: http://evil.example\r\n"),
            403);
}

TEST(Access, TheCertificateAndTheHealthNeedNoToken) {
  const AccessRules rules{.token = signing::Secret("open-sesame"), .listen_hosts = {"0.0.0.0"}};
  EXPECT_EQ(status_for(rules, "Host: x.example\r\n", Shown::open), 200);
  EXPECT_EQ(status_for(rules, "Host: x.example\r\nOrigin: http://y.example\r\n", Shown::open), 403);
}

TEST(Access, AnOriginMustBeTheHostItself) {
  const AccessRules rules{.token = {}, .listen_hosts = {"127.0.0.1"}};
  const std::string host = "Host: localhost:8080\r\n";
  EXPECT_EQ(status_for(rules, host + "Origin: http://localhost:8080\r\n"), 200);
  EXPECT_EQ(status_for(rules, host + "Origin: https://localhost:8080\r\n"), 200);
  EXPECT_EQ(status_for(rules, host + "Origin: http://localhost:8081\r\n"), 403);
  EXPECT_EQ(status_for(rules, host + "Origin: null\r\n"), 403);
  EXPECT_EQ(status_for(rules, host + "Origin:\r\n"), 403);
  EXPECT_EQ(status_for(rules, host + "Sec-Fetch-Site: cross-site\r\n"), 403);
}

TEST(Access, ATokenIsComparedWhole) {
  const AccessRules rules{.token = signing::Secret("open-sesame"), .listen_hosts = {"0.0.0.0"}};
  const std::string host = "Host: anywhere.example\r\n";
  EXPECT_EQ(status_for(rules, host), 401);
  EXPECT_EQ(status_for(rules, host, Shown::page), 200);
  EXPECT_EQ(status_for(rules, host + "x-mock-token: open-sesame\r\n"), 200);
  EXPECT_EQ(status_for(rules, host + "Authorization: BEARER open-sesame\r\n"), 200);
  for (const char* wrong :
       {"x-mock-token: open-sesam\r\n", "x-mock-token: open-sesamee\r\n", "x-mock-token:\r\n",
        "Authorization: Bearer\r\n", "Authorization: open-sesame\r\n"})
    EXPECT_EQ(status_for(rules, host + wrong), 401) << wrong;
}

}  // namespace
}  // namespace everstrike::mock_server
