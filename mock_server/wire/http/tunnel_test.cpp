#include "mock_server/wire/http/tunnel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

TEST(AllowsTunnel, KnowsHostsOfAnyPortAndOfOne) {
  const std::vector<std::string> hosts = {"api.example.com", "other.example.com:443", "[::1]"};
  EXPECT_TRUE(allows_tunnel(hosts, "api.example.com:443"));
  EXPECT_TRUE(allows_tunnel(hosts, "API.Example.com:80"));
  EXPECT_TRUE(allows_tunnel(hosts, "other.example.com:443"));
  EXPECT_TRUE(allows_tunnel(hosts, "[::1]:443"));
  EXPECT_FALSE(allows_tunnel(hosts, "other.example.com:80"));
  EXPECT_FALSE(allows_tunnel(hosts, "example.com:443"));
  EXPECT_FALSE(allows_tunnel(hosts, "api.example.com.evil.org:443"));
}

TEST(AllowsTunnel, WantsHostAndPort) {
  const std::vector<std::string> hosts = {"api.example.com", ""};
  for (const char* authority :
       {"api.example.com", "api.example.com:", "api.example.com:x", "api.example.com:0", ":443", "",
        ":", "/", "http://api.example.com:80/"}) {
    EXPECT_FALSE(allows_tunnel(hosts, authority)) << authority;
  }
}

TEST(RefusedTunnel, SaysWhatWasAskedForAndWhatCanBeHad) {
  const auto reply = refused_tunnel({"a", "b:443"}, "evil.org:443");
  EXPECT_EQ(reply.status, 403);
  EXPECT_TRUE(reply.close);
  EXPECT_THAT(reply.body, ::testing::HasSubstr("no way out: evil.org:443 is refused"));
  EXPECT_THAT(reply.body, ::testing::HasSubstr("stands for a b:443 only"));
}

}  // namespace
}  // namespace everstrike::mock_server
