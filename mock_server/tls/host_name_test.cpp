#include "mock_server/tls/host_name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_server/tls/tls_options.hpp"

namespace everstrike::mock_server {
namespace {

using ::testing::HasSubstr;

std::string letters(std::size_t count) { return std::string(count, 'a'); }

TEST(HostName, IsLettersDigitsHyphensAndDots) {
  const std::string longest =
      letters(63) + "." + letters(63) + "." + letters(63) + "." + letters(61);
  for (const std::string& host : {std::string("a"), std::string("Api-1.example.IO"),
                                  std::string("3com.com"), letters(63), longest}) {
    EXPECT_TRUE(is_host_name(host)) << host;
  }
  for (const std::string& host :
       {std::string(), std::string("."), std::string("a."), std::string(".a"), std::string("a..b"),
        std::string("-a"), std::string("a-"), std::string("a.-b"), std::string("a_b"),
        std::string("a b"), std::string("a:1"), std::string("*.a"), std::string("a\n"),
        std::string("\xC3\xA9.io"), letters(64), longest + "a", std::string("127.0.0.1"),
        std::string("::1")}) {
    EXPECT_FALSE(is_host_name(host)) << host;
  }
}

TEST(HostName, AddressesAreToldApart) {
  for (const char* host : {"127.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::1"}) {
    EXPECT_TRUE(is_ip_address(host)) << host;
  }
  for (const char* host : {"", "127.1", "256.0.0.1", "1.2.3.4.5", "[::1]", "::g", "localhost"}) {
    EXPECT_FALSE(is_ip_address(host)) << host;
  }
}

TEST(HostName, EachHostIsStoodForOnceAndInLowerCase) {
  const auto base = hosts_to_stand_for({});
  ASSERT_TRUE(base);
  EXPECT_EQ(base->size(), kDocumentedHosts.size() + 3);
  auto expected = *base;
  expected.insert(expected.end(), {"mock.example.com", "192.0.2.7"});
  EXPECT_EQ(hosts_to_stand_for({"Mock.Example.com", "LOCALHOST", "192.0.2.7", "mock.example.com"}),
            expected);
  const auto wrong = hosts_to_stand_for({"https://a.example"});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error(), HasSubstr("\"https://a.example\": expected a host name"));
}

}  // namespace
}  // namespace everstrike::mock_server
