#include "mock_server/exchange/recv_window.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mock_server/exchange/rate_limit.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

constexpr const char* kCancel = "/auth/cancel";
const std::string kId = "&id=849cdea0395411e98f54b395ae9c7bb6";

// Documented in the README of the exchange's bot.
TEST(RecvWindow, AStaleTimestampGetsTheDocumentedAnswer) {
  for (const bool faithful : {false, true}) {
    Options options;
    options.faithful = faithful;
    PipelineForTest mock(options);
    EXPECT_EQ(mock.post(kCancel, "timestamp=1699999994999&recv_window=5000" + kId),
              "408 stale_timestamp none");
    EXPECT_EQ(mock.body(), nlohmann::json::parse(
                               R"({"code":414,"msg":"The timestamp is too old.","result":null})"));
    EXPECT_EQ(mock.entry().detail, "timestamp 1699999994999, now 1700000000000, window 5000 ms");
  }
}

TEST(RecvWindow, ItsEdges) {
  PipelineForTest mock;
  const auto verdict = [&](const std::string& fields) {
    mock.post(kCancel, fields + "&id=nobody");
    return slug(mock.entry().verdict);
  };
  EXPECT_EQ(verdict("timestamp=1699999995000&recv_window=5000"), "unknown_order");  // just fresh
  EXPECT_EQ(verdict("timestamp=1699999994999.999&recv_window=5000"), "stale_timestamp");
  EXPECT_EQ(verdict("timestamp=1699999999000.123&recv_window=5000"), "unknown_order");
  EXPECT_EQ(verdict("timestamp=1800000000000&recv_window=5000"), "unknown_order");  // the future
  EXPECT_EQ(verdict("timestamp=1"), "unknown_order");    // no window, no check
  EXPECT_EQ(verdict("recv_window=1"), "unknown_order");  // nothing to check
  EXPECT_EQ(verdict("timestamp=&recv_window="), "unknown_order");
  EXPECT_EQ(verdict("timestamp=soon&recv_window=1"), "invalid_field");
  EXPECT_EQ(verdict("timestamp=1&recv_window=wide"), "invalid_field");
  EXPECT_EQ(verdict("timestamp=1&recv_window=-1"), "invalid_field");
  EXPECT_EQ(verdict("timestamp=-1e300&recv_window=0"), "stale_timestamp");
  EXPECT_EQ(verdict("timestamp=1700000000&recv_window=5000"), "stale_timestamp");
  EXPECT_NE(mock.entry().detail.find("it looks like seconds"), std::string::npos);
}

TEST(RecvWindow, AWindowForAllIsUsedWhereNoneIsSent) {
  Options options;
  options.recv_window_ms = 5000;
  PipelineForTest mock(options);
  EXPECT_EQ(mock.post(kCancel, "timestamp=1699999994999" + kId), "408 stale_timestamp none");
  EXPECT_EQ(mock.post(kCancel, "timestamp=1699999994999&recv_window=9000" + kId),
            "200 accepted cancelled");
  EXPECT_EQ(mock.post(kCancel, "id=392392320eoweqwie3"), "200 accepted cancelled");
  EXPECT_EQ(mock.get("/orders?timestamp=1"), "200 accepted none");
}

// The documented bulk example has the timestamp inside each order.
TEST(RecvWindow, TimestampsInsideABulkCountToo) {
  PipelineForTest mock;
  const auto order = [](const std::string& index, const std::string& timestamp) {
    const std::string name = "&orders[" + index + "][";
    return name + "pair]=BTC_USD" + name + "qty]=1" + name + "side]=BUY" + name +
           "timestamp]=" + timestamp;
  };
  const std::string body = order("0", "1700000000000") + order("1", "1699999994999");
  EXPECT_EQ(mock.post("/auth/order/bulk", "recv_window=5000" + body), "408 stale_timestamp none");
  EXPECT_EQ(mock.post("/auth/order/bulk", body), "200 accepted placed");
}

TEST(RecvWindow, AChosenStatusIsAlsoTheCode) {
  Options options;
  options.reject_status = *RejectStatus::parse("stale_timestamp=400");
  PipelineForTest mock(options);
  mock.post(kCancel, "timestamp=1&recv_window=1" + kId);
  EXPECT_EQ(mock.body()["code"], 400);
}

TEST(RateLimit, TheRequestTooManyGetsTheDocumentedAnswer) {
  Options options;
  options.rate_limits = {{.most = 2, .per_ms = 100}};
  PipelineForTest mock(options);
  EXPECT_EQ(mock.post(kCancel, "id=392392320eoweqwie3"), "200 accepted cancelled");
  mock.clock().advance(std::chrono::milliseconds(57));
  EXPECT_EQ(mock.get("/orders"), "200 accepted none");
  EXPECT_EQ(mock.post(kCancel, "id=32302131320dqe"), "429 rate_limited none");
  // The wording and the wait are those of the example in the bot's README.
  EXPECT_EQ(mock.body(),
            nlohmann::json::parse(R"({"code":429,"msg":"You have done that too much recently. )"
                                  R"(Care to try again in 0.043 seconds?","result":null})"));
  mock.clock().advance(std::chrono::milliseconds(42));
  EXPECT_EQ(mock.post(kCancel, "id=32302131320dqe"), "429 rate_limited none");
  EXPECT_EQ(mock.get("/time"), "200 accepted none");  // open endpoints are not counted
  mock.clock().advance(std::chrono::milliseconds(1));
  EXPECT_EQ(mock.post(kCancel, "id=32302131320dqe"), "200 accepted cancelled");
  EXPECT_EQ(mock.get("/orders", "<YOUR_API_KEY>"), "200 accepted none");  // by API key
}

TEST(RateLimit, ABulkCountsOnceAndWrongSignaturesNot) {
  Options options;
  options.rate_limits = {{.most = 1, .per_ms = 1000}};
  PipelineForTest mock(options);
  EXPECT_EQ(mock.send(request_of("POST", kCancel, "x-api-key: demo-key\r\nx-signature: x\r\n", "")),
            "503 bad_signature none");
  EXPECT_EQ(mock.post("/auth/cancel/bulk", ""), "200 accepted cancelled");
  EXPECT_EQ(mock.get("/account"), "429 rate_limited none");
}

TEST(RateLimit, SurvivesAClockThatIsSetBack) {
  RateLimiter limiter;
  const std::vector<RateLimit> limits = {{.most = 1, .per_ms = 100}};
  EXPECT_FALSE(limiter.refuse(limits, {}, 1'000'000));
  EXPECT_FALSE(limiter.refuse(limits, {}, 5));
  EXPECT_TRUE(limiter.refuse(limits, {}, 104));
  EXPECT_FALSE(limiter.refuse(limits, {}, 105));
}

TEST(RateLimit, OrdersAreCountedOneByOneAlsoInABulk) {
  Options options;
  options.rate_limits = {{.most = 5, .per_ms = 1000, .of = RateLimit::Of::orders}};
  PipelineForTest mock(options);
  const auto bulk_of = [&](int orders) {
    std::string body;
    for (int i = 0; i < orders; ++i) {
      const std::string name = "orders[" + std::to_string(i) + "]";
      body += name + "[pair]=BTC_USD&" + name + "[qty]=1&" + name + "[side]=BUY&";
    }
    return mock.post("/auth/order/bulk", body);
  };
  EXPECT_EQ(bulk_of(6), "429 rate_limited none");  // would never fit in
  EXPECT_EQ(mock.body()["msg"].get<std::string>().find("1.000 seconds?") != std::string::npos,
            true);
  EXPECT_EQ(bulk_of(3), "200 accepted placed");
  mock.clock().advance(std::chrono::milliseconds(400));
  EXPECT_EQ(bulk_of(3), "429 rate_limited none");
  EXPECT_EQ(bulk_of(1), "200 accepted placed");  // the refused ones did not count
  EXPECT_EQ(mock.post("/auth/order", "pair=BTC_USD&qty=1&side=BUY"), "200 accepted placed");
  EXPECT_EQ(mock.post("/auth/order", "pair=BTC_USD&qty=1&side=BUY"), "429 rate_limited none");
  EXPECT_EQ(mock.body()["msg"].get<std::string>().find("0.600 seconds?") != std::string::npos,
            true);
  EXPECT_EQ(mock.post(kCancel, "id=392392320eoweqwie3"), "200 accepted cancelled");
  EXPECT_EQ(mock.get("/orders"), "200 accepted none");
  mock.clock().advance(std::chrono::milliseconds(600));
  EXPECT_EQ(bulk_of(3), "200 accepted placed");
  EXPECT_EQ(bulk_of(1), "429 rate_limited none");
}

TEST(RateLimit, AllLimitsHoldAndARefusalCountsForNone) {
  RateLimiter limiter;
  const std::vector<RateLimit> limits = {{.most = 2, .per_ms = 100},
                                         {.most = 3, .per_ms = 1000, .of = RateLimit::Of::orders}};
  EXPECT_FALSE(limiter.refuse(limits, {.orders = 3}, 0));
  EXPECT_TRUE(limiter.refuse(limits, {.orders = 1}, 10));
  EXPECT_FALSE(limiter.refuse(limits, {}, 20));
  EXPECT_TRUE(limiter.refuse(limits, {}, 30));
  EXPECT_FALSE(limiter.refuse(limits, {}, 100));
  EXPECT_TRUE(limiter.refuse(limits, {.orders = 1}, 130));
  EXPECT_FALSE(limiter.refuse(limits, {.orders = 1}, 1000));
}

}  // namespace
}  // namespace everstrike::mock_server
