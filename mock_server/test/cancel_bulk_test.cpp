#include "mock_server/exchange/cancel_bulk.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

using Ids = std::vector<std::string>;

PipelineForTest mock_with(int num_orders, OrderStatus status = OrderStatus::active) {
  Options options;
  auto& orders = options.accounts.front().orders;
  orders.clear();
  for (int i = 0; i < num_orders; ++i) {
    orders.push_back({.id = "o" + std::to_string(i), .status = status, .time = 1000 + i});
  }
  return PipelineForTest(std::move(options));
}

Ids ids_of(const nlohmann::json& orders) {
  Ids ids;
  for (const auto& order : orders) ids.push_back(order["id"]);
  return ids;
}

// The spellings of the exchange's bot, the documented JavaScript encoder, PHP and Ruby, Python
// requests, and one id alone.
TEST(CancelBulk, TakesEverySpellingOfAList) {
  for (const char* body : {"timestamp=1700000000000&recv_window=5000&ids%5B0%5D=o2&ids%5B1%5D=o0",
                           "ids[0]=o2&ids[1]=o0", "ids%5B%5D=o2&ids%5B%5D=o0", "ids=o2&ids=o0",
                           "ids=o2&ids[7]=o0&ids[]=o2"}) {
    auto mock = mock_with(4);
    ASSERT_EQ(mock.post("/auth/cancel/bulk", body), "200 accepted cancelled") << body;
    EXPECT_EQ(ids_of(mock.result()), (Ids{"o2", "o0"})) << body;
    EXPECT_EQ(mock.entry().effect.order_ids, (Ids{"o2", "o0"})) << body;
    EXPECT_EQ(mock.result()[0]["status"], "CANCELLED");
    EXPECT_EQ(mock.result()[0]["time"], PipelineForTest::kNow);
    mock.get("/active_orders");
    EXPECT_EQ(ids_of(mock.result()), (Ids{"o3", "o1"})) << body;
  }
  auto mock = mock_with(2);
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=o1"), "200 accepted cancelled");
  EXPECT_EQ(mock.entry().effect.order_ids, Ids{"o1"});
}

// Documented: empty or absent, all active orders are cancelled. "ids%5B%5D" is what the documented
// JavaScript encoder makes of an empty list.
TEST(CancelBulk, WithoutIdsAllActiveOnesGo) {
  for (const char* body : {"", "timestamp=1700000000000", "ids=", "ids", "ids%5B%5D", "ids[]="}) {
    auto mock = mock_with(150);
    mock.post("/auth/cancel", "id=o0");
    ASSERT_EQ(mock.post("/auth/cancel/bulk", body), "200 accepted cancelled") << body;
    EXPECT_EQ(mock.result().size(), 149U);
    EXPECT_EQ(mock.entry().effect.order_ids.size(), 149U);
    mock.get("/active_orders");
    EXPECT_TRUE(mock.result().empty());
    ASSERT_EQ(mock.post("/auth/cancel/bulk", body), "200 accepted none");
    EXPECT_EQ(mock.result(), nlohmann::json::array());
  }
}

TEST(CancelBulk, AMistakeInTheListNeverCancelsEverything) {
  auto mock = mock_with(3);
  for (const char* body : {"ids%5Bx%5D=o1", "ids[0][id]=o1", "ids%5B0=o1", "ids0=o1", "idss=o1"}) {
    EXPECT_EQ(mock.post("/auth/cancel/bulk", body), "503 invalid_field none") << body;
  }
  for (const char* body :
       {"ids[0]=", "ids=&ids=x", "ids=o1,o2", "ids=%5B%27o1%27%2C+%27o2%27%5D"}) {
    EXPECT_EQ(mock.post("/auth/cancel/bulk", body), "503 unknown_order none") << body;
  }
  mock.get("/active_orders");
  EXPECT_EQ(mock.result().size(), 3U);
}

TEST(CancelBulk, AtMostAHundredDifferentIds) {
  auto mock = mock_with(101);
  std::string body;
  for (int i = 0; i < 101; ++i) body += "ids=o" + std::to_string(i) + "&";
  EXPECT_EQ(mock.post("/auth/cancel/bulk", body), "503 invalid_field none");
  EXPECT_EQ(mock.entry().detail, "ids: expected at most 100 different ids");
  std::string twice;
  for (int i = 0; i < 200; ++i) twice += "ids=o" + std::to_string(i % 100) + "&";
  EXPECT_EQ(mock.post("/auth/cancel/bulk", twice), "200 accepted cancelled");
  EXPECT_EQ(mock.result().size(), 100U);
}

// The bot asks for the same order up to three times on a price move.
TEST(CancelBulk, AlreadyCancelledIsNoError) {
  auto mock = mock_with(2);
  EXPECT_EQ(mock.post("/auth/cancel", "id=o0"), "200 accepted cancelled");
  mock.clock().advance(std::chrono::seconds(1));
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=o0&ids=o1"), "200 accepted cancelled");
  EXPECT_EQ(ids_of(mock.result()), (Ids{"o0", "o1"}));
  EXPECT_EQ(mock.result()[0]["time"], PipelineForTest::kNow);  // untouched
  EXPECT_EQ(mock.entry().effect.order_ids, Ids{"o1"});
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=o0&ids=o1"), "200 accepted none");

  auto completed = mock_with(1, OrderStatus::completed);
  EXPECT_EQ(completed.post("/auth/cancel/bulk", "ids=o0"), "200 accepted none");
  EXPECT_EQ(completed.result()[0]["status"], "COMPLETED");
}

TEST(CancelBulk, UnknownIdsAreLeftOut) {
  auto mock = mock_with(2);
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=nobody&ids=o1"), "200 accepted cancelled");
  EXPECT_EQ(ids_of(mock.result()), Ids{"o1"});
  EXPECT_EQ(mock.entry().detail, "1 of 2 ids are unknown and left out");
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=nobody"), "503 unknown_order none");
}

}  // namespace
}  // namespace everstrike::mock_server
