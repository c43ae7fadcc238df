// The verbs of a mock inside a test program: what they do to the exchange, and what a failed
// assertion shows.
#include "mock_server/mock_exchange.hpp"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "mock_server/test/wire_testing.hpp"
#include "signing/signer.hpp"

namespace everstrike::mock_server {
namespace {

constexpr const char* kSampleOrder = "849cdea0395411e98f54b395ae9c7bb6";

// The status of a signed cancel; 0 where the connection ended without an answer.
int cancel_status(const MockExchange& mock, const std::string& id,
                  std::string_view secret = "demo-secret") {
  const std::string url = mock.base_url();
  const int port = std::stoi(url.substr(url.rfind(':') + 1));
  testing::RawClient client(static_cast<std::uint16_t>(port));
  const std::string body = "id=" + id;
  client.send(
      "POST /auth/cancel HTTP/1.1\r\nHost: localhost\r\nx-api-key: demo-key\r\n"
      "content-type: application/x-www-form-urlencoded\r\nx-signature: " +
      signing::sign(signing::PreparedKey(secret), body) +
      "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  const std::string answer = client.read_message();
  return answer.empty() ? 0 : testing::status_of(answer);
}

TEST(MockExchange, FailsTheNextCancelsOfAKeyAfterTheEffect) {
  MockExchange mock;
  EXPECT_TRUE(mock.fail_next("demo-key", {.phase = Phase::after_effect}));
  EXPECT_EQ(cancel_status(mock, kSampleOrder), 503);
  EXPECT_TRUE(mock.verify("demo-key", {{"effect", "cancelled"}, {"body.id", kSampleOrder}},
                          {.exactly = 1}));
}

TEST(MockExchange, FillsOrdersAndTakesNewOnes) {
  MockExchange mock;
  EXPECT_TRUE(mock.add_order("demo-key", "mine+& %"));
  EXPECT_TRUE(mock.add_order_json("demo-key", R"({"id":"other","qty_orig":3})"));
  EXPECT_TRUE(mock.fill("demo-key", "other", 1));
  EXPECT_TRUE(mock.fill("demo-key", "other"));
  EXPECT_EQ(mock.fill("demo-key", "other").message(),
            "the order is not active, its status is COMPLETED");
  EXPECT_EQ(cancel_status(mock, "other"), 503);
  EXPECT_TRUE(mock.verify("demo-key", {{"verdict", "already_completed"}}));
  EXPECT_TRUE(mock.reset("demo-key"));
  EXPECT_FALSE(mock.fill("demo-key", "mine+& %"));
  EXPECT_TRUE(mock.reset());
  EXPECT_EQ(cancel_status(mock, kSampleOrder), 200);
}

TEST(MockExchange, ShowsNearMissesOfTheKeyInTheAssertion) {
  const MockExchange mock;
  EXPECT_EQ(cancel_status(mock, kSampleOrder, "wrong-secret"), 503);
  const Checked checked = mock.verify("demo-key", {{"effect", "cancelled"}}, {.exactly = 1});
  EXPECT_FALSE(checked);
  EXPECT_EQ(checked.message(),
            "expected exactly 1 with {\"effect\":\"cancelled\"}, found 0\n"
            "  near miss, entry 1: POST /auth/cancel -> 503 bad_signature, effect none\n"
            "    effect: expected cancelled, found none");
  // Another key's entries are nobody's near misses.
  EXPECT_EQ(mock.verify("", {{"effect", "cancelled"}}).message(),
            "expected at least 1 with {\"effect\":\"cancelled\"}, found 0; "
            "there is no entry at all");
  EXPECT_NONFATAL_FAILURE(EXPECT_TRUE(mock.verify("demo-key", {{"effect", "cancelled"}})),
                          "near miss, entry 1");
}

TEST(MockExchange, SaysWhatIsWrongWithACall) {
  MockExchange mock;
  EXPECT_EQ(mock.fail_next("nobody").message(), "there is no account with this API key");
  EXPECT_EQ(mock.fill("demo-key", "nothing").message(), "this key has no order of this id");
  EXPECT_NE(mock.verify("demo-key", {{"efect", "none"}}).message().find("efect"),
            std::string::npos);
  EXPECT_NE(mock.add_order_json("demo-key", "{").message(), "");
  EXPECT_NE(mock.fail_next("demo-key", {.times = 100'000}).message(), "");
}

// The verbs need no token, which keeps out only those who come by the network.
TEST(MockExchange, NeedsNoToken) {
  Options options;
  options.control_token = signing::Secret("a-long-control-token");
  options.control = false;
  MockExchange mock(std::move(options));
  EXPECT_TRUE(mock.add_order("demo-key", "mine"));
}

}  // namespace
}  // namespace everstrike::mock_server
