#include "signing/text/host_port.hpp"

#include <gtest/gtest.h>

namespace everstrike::signing {
namespace {

struct Split {
  const char* text;
  const char* host;
  const char* port;  // null: there is none
};

TEST(HostPort, IsCutAtTheColonBehindTheHost) {
  for (const auto& [text, host, port] : {Split{"localhost", "localhost", nullptr},
                                         {"localhost:8080", "localhost", "8080"},
                                         {"[::1]", "::1", nullptr},
                                         {"[::1]:0", "::1", "0"},
                                         {"[::1]:", "::1", ""},
                                         {"::1:8080", "::1", "8080"},
                                         {"[::1]x:80", "[::1]x", "80"},
                                         {"[::1", "[:", "1"},
                                         {"[]:80", "", "80"},
                                         {":80", "", "80"},
                                         {"", "", nullptr}}) {
    const auto parts = split_host_port(text);
    EXPECT_EQ(parts.host, host) << text;
    EXPECT_EQ(parts.port.value_or("none"), port == nullptr ? "none" : port) << text;
  }
  EXPECT_TRUE(split_host_port("[::1]").in_brackets);
  EXPECT_FALSE(split_host_port("[::1]x").in_brackets);
}

TEST(HostPort, PortsAreDigitsUpTo65535) {
  EXPECT_EQ(read_port("0"), 0);
  EXPECT_EQ(read_port("65535"), 65535);
  for (const char* text : {"", "65536", "-1", "+1", " 1", "1 ", "0x1", "80x"}) {
    EXPECT_FALSE(read_port(text)) << text;
  }
}

TEST(HttpUrl, IsCutIntoAuthorityAndPath) {
  const auto url = split_http_url("HTTPS://[::1]:8443/mock/v1//");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->is_tls);
  EXPECT_EQ(url->default_port(), 443);
  EXPECT_EQ(url->authority, "[::1]:8443");
  EXPECT_EQ(url->path, "/mock/v1");
  EXPECT_EQ(split_http_url("http://a")->default_port(), 80);
  EXPECT_EQ(split_http_url("http://a/")->path, "");
  EXPECT_EQ(split_http_url("http:///b")->authority, "");
  for (const char* text : {"", "a", "ftp://a", "http:/a", "https:a", "http:"}) {
    EXPECT_FALSE(split_http_url(text)) << text;
  }
}

}  // namespace
}  // namespace everstrike::signing
