#include "client/base_url.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

TEST(BaseUrl, TakesSchemeHostPortAndPathApart) {
  const auto url = parse_base_url("HTTPS://Api.example-1.io:8443/mock/v1/").value();
  EXPECT_TRUE(url.is_tls);
  EXPECT_EQ(url.host, "api.example-1.io");  // as certificates have it
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.path, "/mock/v1");
}

TEST(BaseUrl, KnowsTheDefaultPorts) {
  EXPECT_EQ(parse_base_url("http://localhost").value().port, 80);
  EXPECT_EQ(parse_base_url("https://localhost/").value().port, 443);
  EXPECT_EQ(parse_base_url("https://localhost/").value().path, "");
  EXPECT_TRUE(parse_base_url(kTestnetUrl).value().is_tls);
}

TEST(BaseUrl, TakesAnAddressInBrackets) {
  const auto url = parse_base_url("http://[fe80::1]:8080").value();
  EXPECT_EQ(url.host, "fe80::1");
  EXPECT_EQ(url.port, 8080);
}

TEST(BaseUrl, RefusesWhatIsNoBaseUrl) {
  for (const char* text : {"",
                           "localhost:8080",
                           "ftp://localhost",
                           "http:/localhost",
                           "http://",
                           "http://:80",
                           "http://host:",
                           "http://host:0",
                           "http://host:65536",
                           "http://host:80x",
                           "http://host:-1",
                           "http://user:word@host",
                           "http://ho st",
                           "http://host/?a=1",
                           "http://host/#a",
                           "http://[::1",
                           "http://[::1]x",
                           "http://[%eth0]",
                           "http://[::g]:1",
                           "http://[localhost]:1",
                           "http://[127.0.0.1]",
                           "http://[1::2::3]",
                           "http://host/a%20b",
                           "http://host\r\nx: y",
                           "http://host/a\r\nx: y"}) {
    const auto url = parse_base_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().find('\n'), std::string::npos);
    EXPECT_EQ(url.error().rfind("expected http://HOST", 0), 0U);
    EXPECT_EQ(url.error().find("word"), std::string::npos);
  }
}

}  // namespace
}  // namespace everstrike::client
