#include "mock_server/message/request.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::mock_server {
namespace {

RequestHead head_for(const std::string& target, const std::string& headers = "") {
  return parse_head("GET " + target + " HTTP/1.1\r\n" + headers + "\r\n", HeadLimits{}).value();
}

struct TargetCase {
  const char* target;
  const char* path;
  const char* query;
};

class RequestTarget : public ::testing::TestWithParam<TargetCase> {};

TEST_P(RequestTarget, SplitsIntoPathAndQueryWithoutDecoding) {
  const auto head = head_for(GetParam().target);
  EXPECT_EQ(head.target(), GetParam().target);
  EXPECT_EQ(head.path(), GetParam().path);
  EXPECT_EQ(head.query(), GetParam().query);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, RequestTarget,
    ::testing::Values(TargetCase{"/auth/cancel", "/auth/cancel", ""},
                      TargetCase{"/auth/cancel?a=1&b=2", "/auth/cancel", "a=1&b=2"},
                      TargetCase{"/a?b?c", "/a", "b?c"}, TargetCase{"/?", "/", ""},
                      TargetCase{"/%2e%zz", "/%2e%zz", ""}, TargetCase{"*", "*", ""},
                      TargetCase{"http://host:80/a/b?c", "/a/b", "c"},
                      TargetCase{"HTTPS://host", "/", ""}, TargetCase{"http://host?q", "/", "q"},
                      TargetCase{"/redirect?to=http://host/x", "/redirect", "to=http://host/x"},
                      TargetCase{"//host/x", "//host/x", ""},
                      TargetCase{"host:443", "host:443", ""}));

TEST(RequestHead, FindsHeadersInAnyCaseAndTellsEmptyFromAbsent) {
  const auto head = head_for("/", "X-Api-Key:\r\nx-signature: one\r\nX-SIGNATURE: two\r\n");
  EXPECT_EQ(head.find("x-api-key"), "");
  EXPECT_EQ(head.find("X-Signature"), "one");
  EXPECT_EQ(head.find("x-signatur"), std::nullopt);
  EXPECT_EQ(head.joined("x-signature"), "one, two");
  EXPECT_EQ(head.joined("x-api-key"), "");
  EXPECT_EQ(head.joined("x-signatur"), std::nullopt);
  EXPECT_EQ(head.count("x-signature"), 2U);
  EXPECT_EQ(head.count("host"), 0U);
}

TEST(RequestHead, StaysValidWhenCopied) {
  const auto copy = [] { return RequestHead(head_for("/path", "a: value\r\n")); }();
  EXPECT_EQ(copy.path(), "/path");
  EXPECT_EQ(copy.find("a"), "value");
}

TEST(MalformedRequest, EveryReasonHasItsOwnText) {
  std::vector<std::string_view> texts;
  for (int reason = 0; reason <= static_cast<int>(MalformedRequest::Reason::overloaded); ++reason) {
    const auto text = reason_text(static_cast<MalformedRequest::Reason>(reason));
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(std::count(texts.begin(), texts.end(), text), 0) << text;
    texts.push_back(text);
  }
}

}  // namespace
}  // namespace everstrike::mock_server
