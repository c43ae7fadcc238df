// Orders that are filled, wholly or in part: how they come to be so, and what cancelling them and
// looking at them gives.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "mock_server/exchange/accounts.hpp"
#include "mock_server/exchange/fill_order.hpp"
#include "mock_server/exchange/order_id.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kNow = PipelineForTest::kNow;

std::vector<Order> orders_of(const std::string& orders) {
  auto parsed = parse_orders("{\"orders\":[\n" + orders + "]}", "o.json");
  EXPECT_TRUE(parsed) << parsed.error();
  return parsed ? std::move(*parsed) : std::vector<Order>();
}

std::string order_error(const std::string& orders) {
  const auto parsed = parse_orders("{\"orders\":[\n" + orders + "]}", "o.json");
  return parsed ? "" : parsed.error();
}

PipelineForTest mock_of(const std::string& orders, std::vector<Rule> rules = {}) {
  Options options;
  options.accounts.front().orders = orders_of(orders);
  options.rules = std::move(rules);
  return PipelineForTest(std::move(options));
}

Rule fill_first(std::optional<double> qty = {}) {
  return {.id = "race", .endpoint = "*", .fault = FillFirst{.qty = qty}};
}

// "a 0.5/1.5, b 2/0": what was filled, and what remained.
std::string fills_of(const Entry& entry) {
  std::string text;
  for (const Fill& fill : entry.effect.fills) {
    text += (text.empty() ? "" : ", ") + fill.order + " " + Json(fill.qty).dump() + "/" +
            Json(fill.remaining).dump();
  }
  return text;
}

TEST(Fills, QuantitiesAddUpInDecimals) {
  EXPECT_EQ(qty_sum(0.3, -0.1), 0.2);
  EXPECT_EQ(qty_sum(0.1, 0.2), 0.3);
  EXPECT_EQ(qty_sum(1000, -999.9), 0.1);
  EXPECT_EQ(qty_sum(0.02225, -0.02225), 0);
  EXPECT_EQ(qty_sum(1e-7, 2e-7), 3e-7);
  EXPECT_EQ(qty_sum(123456.12345678, 0), 123456.12345678);
  EXPECT_EQ(qty_sum(1e300, -1e299), 9e299);
  EXPECT_EQ(qty_sum(0, 0), 0);
}

TEST(Fills, AnOrderIsFilledInPartsUntilNothingRemains) {
  World world(1);
  Order* order =
      &world.to_change(world.add({.id = "a", .price = 90, .qty_orig = 0.3, .qty_remaining = 0.3}));
  EXPECT_EQ(fill_order(world, *order, 0.1, 1000).remaining, 0.2);
  EXPECT_EQ(order->status, OrderStatus::active);
  EXPECT_EQ(order->qty_filled, 0.1);
  EXPECT_EQ(fill_order(world, *order, {}, 1000).qty, 0.2);
  EXPECT_EQ(order->status, OrderStatus::completed);
  EXPECT_EQ(order->qty_filled, 0.3);
  EXPECT_EQ(order->qty_remaining, 0);
  EXPECT_EQ(order->time, 1000);
  ASSERT_EQ(order->fills.size(), 2U);
  EXPECT_EQ(order->fills[0].price, 90);
}

TEST(Fills, TheirIdsAreTheirInstantsAndNeverTheSame) {
  World world(1);
  std::set<std::string> ids;
  for (const std::int64_t time : {5'000, 6'000, 5'000, 5'000, 6'000}) {
    const std::string id = world.next_trade_id(time);
    EXPECT_EQ(instant_of(id), time);
    ids.insert(id);
    ids.insert(world.add({.time = time}).id);
  }
  EXPECT_EQ(ids.size(), 10U);
}

TEST(Fills, AMarketOrderHasNoPriceOfItsOwn) {
  EXPECT_EQ(fill_price({.price = 7}, 50'000), 7);
  EXPECT_EQ(fill_price({.type = OrderType::market, .price = 0}, 50'000), 50'000);
  EXPECT_EQ(fill_price({.type = OrderType::market, .price = 0}), 200);
}

TEST(Fills, AFileNeedsOnlySayHowMuchIsFilled) {
  const auto orders = orders_of(R"(
    {"id":"part","qty_orig":2,"qty_filled":0.5,"price":90,"time":7},
    {"id":"all","qty_orig":2,"qty_filled":2},
    {"id":"completed","qty_orig":2,"status":"COMPLETED"},
    {"id":"remaining","qty_orig":0.3,"qty_remaining":0.1},
    {"id":"cancelled","qty_orig":2,"qty_filled":0.5,"status":"CANCELLED"},
    {"id":"market","type":"MARKET","price":0,"qty_orig":2,"qty_filled":1},
    {"id":"fills","qty_orig":0.3,"fills":[{"qty":0.1,"price":1},{"qty":0.2,"price":4,"time":9,"id":"t"}]},
    {"id":"open"})");
  const auto summary = [&](std::size_t i) {
    const Order& order = orders.at(i);
    std::string text = std::string(status_text(order.status)) + " " +
                       Json(order.qty_filled).dump() + "/" + Json(order.qty_remaining).dump();
    for (const Trade& trade : order.fills) {
      text += " " + Json(trade.qty).dump() + "@" + Json(trade.price).dump();
    }
    return text;
  };
  EXPECT_EQ(summary(0), "ACTIVE 0.5/1.5 0.5@90.0");
  EXPECT_EQ(orders[0].fills[0].time, 7);
  EXPECT_EQ(summary(1), "COMPLETED 2.0/0.0 2.0@200.0");
  EXPECT_EQ(summary(2), summary(1));
  EXPECT_EQ(summary(3), "ACTIVE 0.2/0.1 0.2@200.0");
  EXPECT_EQ(summary(4), "CANCELLED 0.5/1.5 0.5@200.0");
  EXPECT_EQ(summary(5), "ACTIVE 1.0/1.0 1.0@200.0");
  EXPECT_EQ(summary(6), "COMPLETED 0.3/0.0 0.1@1.0 0.2@4.0");
  EXPECT_EQ(orders[6].fills[1].id, "t");
  EXPECT_EQ(summary(7), "ACTIVE 0.0/0.02225");
}

TEST(Fills, WhatContradictsItselfInAFileIsToldWithItsPlace) {
  const std::vector<std::pair<const char*, const char*>> wrong = {
      {R"({"id":"a","qty_orig":2,"qty_filled":3})",
       "2:37: orders[0].qty_filled: expected a number from 0 to qty_orig, which is 2"},
      {R"({"id":"a","qty_filled":-1})",
       "2:24: orders[0].qty_filled: expected a number from 0 to qty_orig, which is 0.02225"},
      {R"({"id":"a","qty_orig":0})", "2:22: orders[0].qty_orig: expected a number above 0"},
      {R"({"id":"a","qty_orig":2,"qty_filled":1,"qty_remaining":0.5})",
       "2:55: orders[0].qty_remaining: expected 1, which is qty_orig less qty_filled"},
      {R"({"id":"a","qty_orig":2,"qty_filled":1,"status":"COMPLETED"})",
       "2:37: orders[0].qty_filled: expected all of qty_orig, which is 2, to be filled, as the "
       "status is COMPLETED"},
      {R"({"id":"a","qty_orig":2,"qty_remaining":1,"status":"COMPLETED"})",
       "2:40: orders[0].qty_remaining: expected all of qty_orig, which is 2, to be filled, as the "
       "status is COMPLETED"},
      {R"({"id":"a","qty_orig":2,"qty_filled":2,"status":"ACTIVE"})",
       "2:48: orders[0].status: expected COMPLETED, as all of it is filled"},
      {R"({"id":"a","qty_orig":2,"qty_remaining":0,"status":"CANCELLED"})",
       "2:51: orders[0].status: expected COMPLETED, as all of it is filled"},
      {R"({"id":"a","qty_orig":2,"qty_filled":1,"fills":[{"qty":0.5}]})",
       "2:47: orders[0].fills: expected fills of 1 together, found 0.5"},
      {R"({"id":"a","qty_orig":2,"fills":[{"qty":1},{"qty":1.5}]})",
       "2:32: orders[0].fills: expected fills of at most qty_orig together, which is 2, found 2.5"},
      {R"({"id":"a","qty_orig":2,"fills":[{"qty":1,"side":"BUY"}]})",
       "2:49: orders[0].fills[0].side: unknown member; expected one of: id, price, qty, time"},
      {R"({"id":"a","fills":[{"price":1}]})",
       "2:20: orders[0].fills[0]: the member \"qty\" is missing"}};
  for (const auto& [text, error] : wrong)
    EXPECT_EQ(order_error(text), std::string("o.json:") + error);
}

TEST(Fills, AFilledOrderIsNoCancelledOne) {
  auto mock =
      mock_of(R"({"id":"a","status":"COMPLETED"},{"id":"b","qty_orig":2,"qty_filled":0.5})");
  EXPECT_EQ(mock.post("/auth/cancel", "id=a"), "503 already_completed none");
  EXPECT_EQ(mock.body()["msg"], "Invalid request: The order is already completed: it was filled");
  EXPECT_EQ(mock.post("/auth/cancel", "id=b"), "200 accepted cancelled");
  EXPECT_EQ(mock.result()["status"], "CANCELLED");
  EXPECT_EQ(mock.result()["qty_filled"], 0.5);
  EXPECT_EQ(mock.result()["qty_remaining"], 1.5);
  EXPECT_EQ(mock.result()["fills"][0]["qty"], 0.5);
  EXPECT_EQ(mock.post("/auth/cancel", "id=b"), "503 already_cancelled none");
  EXPECT_EQ(mock.body()["msg"], "Invalid request: The order is already cancelled");
}

TEST(Fills, InABulkAFilledOrderIsAnsweredAsItStands) {
  auto mock = mock_of(R"({"id":"a","status":"COMPLETED"},"b")");
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=a&ids=b"), "200 accepted cancelled");
  EXPECT_EQ(mock.result()[0]["status"], "COMPLETED");
  EXPECT_EQ(mock.result()[1]["status"], "CANCELLED");
  EXPECT_EQ(mock.entry().effect.order_ids, std::vector<std::string>{"b"});
}

TEST(Fills, AreListedWithWhatTheExchangeDocuments) {
  auto mock = mock_of(R"(
    {"id":"a","qty_orig":3,"price":90,"side":"SELL","fills":[{"qty":1,"time":5},{"qty":0.5,"time":9,"price":80}]},
    {"id":"b","pair":"BTC_USD","qty_orig":1,"qty_filled":1,"time":7})");
  EXPECT_EQ(mock.get("/fills"), "200 accepted none");
  const auto column = [&](const char* name) {
    Json values = Json::array();
    for (const auto& fill : mock.result()) values.push_back(fill[name]);
    return values;
  };
  EXPECT_EQ(column("time"), Json::parse("[9,7,5]"));
  Json fill = mock.result()[0];
  EXPECT_EQ(instant_of(fill["id"].get<std::string>()), 9);
  fill.erase("id");
  EXPECT_EQ(fill, Json::parse(R"({"pair":"USD_BTC_PERP","side":"SELL","type":"LIMIT","price":80,
    "qty":0.5,"qty_usd":40,"cost":40,"discount":0,"liquidation":false,"is_buyer_maker":false,
    "gross_commission":0,"gross_commission_asset":"USD","net_commission":0,
    "net_commission_asset":"USD","time":9})"));
  mock.get("/fills?pair=USD_BTC_PERP&end=8");
  EXPECT_EQ(column("time"), Json::parse("[5]"));
  mock.get("/fills?limit=2&start=6");
  EXPECT_EQ(column("time"), Json::parse("[9,7]"));
  EXPECT_EQ(mock.get("/fills?limit=x"), "503 invalid_field none");
  EXPECT_EQ(mock.get("/fills", ""), "503 missing_key none");
}

TEST(Fills, OrdersThatAreFilledByTheirId) {
  PipelineForTest mock;
  EXPECT_EQ(mock.get("/order?id=mock-filled-0"), "200 accepted none");
  EXPECT_EQ(mock.result()["status"], "COMPLETED");
  EXPECT_EQ(mock.post("/auth/cancel", "id=mock-filled-1"), "503 already_completed none");
  EXPECT_EQ(mock.post("/auth/cancel", "id=mock-partly-filled-1"), "200 accepted cancelled");
  EXPECT_EQ(mock.result()["qty_filled"], 0.02225 / 2);
  EXPECT_EQ(mock.post("/auth/cancel", "id=mock-partly-filled-1"), "503 already_cancelled none");
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=mock-filled-2&ids=mock-503-after-2"),
            "503 faulted cancelled");
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=mock-filled-2&ids=mock-503-after-2"),
            "200 accepted none");
  EXPECT_EQ(mock.result()[0]["status"], "COMPLETED");
  Options plain;
  plain.magic_order_ids = false;
  EXPECT_EQ(PipelineForTest(plain).post("/auth/cancel", "id=mock-filled-1"),
            "503 unknown_order none");
}

TEST(FillFirst, ACancelLosesTheRace) {
  auto mock = mock_of(R"({"id":"a","qty_orig":2},{"id":"b","qty_orig":2})", {fill_first()});
  EXPECT_EQ(mock.post("/auth/cancel", "id=a"), "503 already_completed filled");
  EXPECT_EQ(fills_of(mock.entry()), "a 2.0/0.0");
  EXPECT_EQ(mock.entry().effect.order_ids, std::vector<std::string>{"a"});
  EXPECT_EQ(mock.entry().fault, "");
  EXPECT_EQ(mock.post("/auth/cancel", "id=a"), "503 already_completed none");
  EXPECT_EQ(mock.get("/order?id=b"), "200 accepted filled");
  EXPECT_EQ(mock.result()["status"], "COMPLETED");
  EXPECT_EQ(mock.result()["time"], kNow);
  EXPECT_EQ(mock.post("/auth/cancel", "id=nobody"), "503 unknown_order none");
}

TEST(FillFirst, InPartTheCancelTakesTheRest) {
  auto mock = mock_of(R"({"id":"a","qty_orig":2})", {fill_first(0.5)});
  EXPECT_EQ(mock.post("/auth/cancel", "id=a"), "200 accepted cancelled");
  EXPECT_EQ(fills_of(mock.entry()), "a 0.5/1.5");
  EXPECT_EQ(mock.result()["qty_filled"], 0.5);
  auto more = mock_of(R"({"id":"a","qty_orig":2})", {fill_first(5)});
  EXPECT_EQ(more.post("/auth/cancel", "id=a"), "503 already_completed filled");
}

TEST(FillFirst, OtherRulesStillApply) {
  const Rule before{.id = "b", .phase = Phase::before_effect, .fault = AnswerStatus{500}};
  const Rule after{.id = "a", .phase = Phase::after_effect, .fault = AnswerStatus{502}};
  auto mock = mock_of(R"({"id":"a","qty_orig":2},{"id":"b","qty_orig":2})",
                      {fill_first(0.5), before, after});
  EXPECT_EQ(mock.post("/auth/cancel", "id=a"), "500 faulted filled");
  EXPECT_EQ(mock.entry().fault, "b;seed=0;n=1");
  auto later = mock_of(R"({"id":"a","qty_orig":2})", {after, fill_first(0.5)});
  EXPECT_EQ(later.post("/auth/cancel", "id=a"), "502 faulted cancelled");
  EXPECT_EQ(fills_of(later.entry()), "a 0.5/1.5");
}

TEST(FillFirst, OnlyWhatTheRequestNamesAndTheRuleMeans) {
  Rule rule = fill_first();
  rule.order_id = "x*";
  auto mock = mock_of(R"("x1","x2","y")", {rule});
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids=x1&ids=y&ids=x1"), "200 accepted cancelled");
  EXPECT_EQ(fills_of(mock.entry()), "x1 0.02225/0.0");
  EXPECT_EQ(mock.entry().effect.order_ids, std::vector<std::string>{"y"});
  // All of them, but none by name.
  EXPECT_EQ(mock.post("/auth/cancel/bulk", ""), "200 accepted cancelled");
  EXPECT_EQ(mock.entry().effect.order_ids, std::vector<std::string>{"x2"});
}

TEST(FillFirst, ARequestThatIsRefusedForItsSignatureFillsNothing) {
  auto mock = mock_of(R"("a")", {fill_first()});
  EXPECT_EQ(mock.send(request_of("POST", "/auth/cancel", "x-api-key: demo-key\r\n", "id=a")),
            "503 missing_signature none");
  mock.get("/order?id=a");
  EXPECT_EQ(mock.entry().effect.fills.size(), 1U);
}

TEST(Fills, OfOneOrderAreBounded) {
  auto mock = mock_of(R"({"id":"a","qty_orig":2000})", {fill_first(1)});
  mock.world().find_to_change("a")->fills.resize(kFillsMax - 2);
  for (int i = 0; i < 3; ++i) (void)mock.get("/order?id=a");
  const Order* order = mock.world().find("a");
  EXPECT_EQ(order->fills.size(), kFillsMax - 1);
  EXPECT_FALSE(may_fill(*order, 1));
  EXPECT_TRUE(may_fill(*order, order->qty_remaining));
}

}  // namespace
}  // namespace everstrike::mock_server
