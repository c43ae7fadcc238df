#include "mock_server/exchange/place_order.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mock_server/exchange/order_id.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

// The exchange's own bot sends exactly this (no `type`, timestamp first).
constexpr const char* kBotOrder =
    "timestamp=1700000000000&recv_window=5000&pair=USD_BTC_PERP&qty=0.2&side=BUY&price=49000.5";

TEST(PlaceOrder, TheBotsOrderRests) {
  PipelineForTest mock;
  ASSERT_EQ(mock.post("/auth/order", kBotOrder), "200 accepted placed");
  const auto order = mock.result()["order"];
  EXPECT_EQ(order["pair"], "USD_BTC_PERP");
  EXPECT_EQ(order["side"], "BUY");
  EXPECT_EQ(order["type"], "LIMIT");
  EXPECT_EQ(order["status"], "ACTIVE");
  EXPECT_EQ(order["price"], 49000.5);
  EXPECT_EQ(order["price_orig"], 49000.5);
  EXPECT_EQ(order["qty_orig"], 0.2);
  EXPECT_EQ(order["qty_remaining"], 0.2);
  EXPECT_EQ(order["qty_filled"], 0);
  EXPECT_EQ(order["time_in_force"], "GTC");
  EXPECT_TRUE(order["trigger_price"].is_null());
  EXPECT_EQ(mock.entry().effect.order_ids, std::vector<std::string>{order["id"]});
}

// The relation observed on documented ids.
TEST(PlaceOrder, TheInstantOfTheIdIsTheTime) {
  PipelineForTest mock;
  std::set<std::string> ids;
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(mock.post("/auth/order", kBotOrder), "200 accepted placed");
    const auto order = mock.result()["order"];
    EXPECT_EQ(order["time"], PipelineForTest::kNow);
    EXPECT_EQ(instant_of(order["id"].get<std::string>()), PipelineForTest::kNow);
    ids.insert(order["id"]);
  }
  EXPECT_EQ(ids.size(), 3U);
}

TEST(PlaceOrder, IdsStayDifferentWhenTheClockIsSetBack) {
  World world(1);
  std::set<std::string> ids;
  for (const std::int64_t time : {5, 6, 5, 6, 5}) ids.insert(world.add({.time = time}).id);
  EXPECT_EQ(ids.size(), 5U);
}

TEST(PlaceOrder, WithoutAPriceItIsAMarketOrder) {
  PipelineForTest mock;
  ASSERT_EQ(mock.post("/auth/order", "pair=BTC_USD&qty=1&side=SELL&price="), "200 accepted placed");
  EXPECT_EQ(mock.result()["order"]["type"], "MARKET");
  EXPECT_EQ(mock.result()["order"]["status"], "ACTIVE");
}

TEST(PlaceOrder, TakesWhatTheOrderObjectHas) {
  PipelineForTest mock;
  ASSERT_EQ(mock.post("/auth/order",
                      "side=SELL&qty=1e-3&pair=USD_BTCCALL_PERP&price=100&trigger_price=99.5"
                      "&trigger_event=LAST_PRICE&time_in_force=IOC&post_only=true&reduce_only=True"
                      "&hidden=false&leverage=10&icebergs=2&oco=x&ks=false&whatever=1"),
            "200 accepted placed");
  const auto order = mock.result()["order"];
  EXPECT_EQ(order["qty_orig"], 0.001);
  EXPECT_EQ(order["trigger_price"], 99.5);
  EXPECT_EQ(order["trigger_event"], "LAST_PRICE");
  EXPECT_EQ(order["time_in_force"], "IOC");
  EXPECT_EQ(order["post_only"], true);
  EXPECT_EQ(order["reduce_only"], true);
  EXPECT_EQ(order["hidden"], false);
  EXPECT_EQ(order["leverage"], 10);
  EXPECT_EQ(order["oco"], "x");
  // Documented: the default trigger is the mark price.
  ASSERT_EQ(mock.post("/auth/order", "pair=BTC_USD&qty=1&side=BUY&price=1&trigger_price=2"),
            "200 accepted placed");
  EXPECT_EQ(mock.result()["order"]["trigger_event"], "MARK_PRICE");
}

TEST(PlaceOrder, RefusalsNameTheField) {
  PipelineForTest mock;
  const auto detail = [&](const std::string& body) {
    const std::string summary = mock.post("/auth/order", body);
    EXPECT_EQ(mock.body()["msg"].get<std::string>().rfind("Invalid request: ", 0), 0U);
    return summary.substr(4, summary.find(' ', 4) - 4) + " " + mock.entry().detail;
  };
  const std::string good = "pair=USD_BTC_PERP&qty=1&side=BUY";
  EXPECT_EQ(detail(""), "missing_field pair is missing");
  EXPECT_EQ(detail("pair=USD_BTC_PERP&side=BUY"), "missing_field qty is missing");
  EXPECT_EQ(detail("pair=USD_BTC_PERP&qty=1"), "missing_field side is missing");
  EXPECT_EQ(detail("pair=USD_BTC_PERP&qty=&side=BUY"), "missing_field qty is missing");
  for (const char* qty : {"0", "-1", "abc", "1,5", "0x1", "nan", "inf", "1e999", "+1", "%201"}) {
    EXPECT_EQ(detail("pair=USD_BTC_PERP&side=BUY&qty=" + std::string(qty)),
              "invalid_field qty: expected a decimal number above 0")
        << qty;
  }
  EXPECT_EQ(detail(good + "&qty=2"), "invalid_field qty: came more than once");
  EXPECT_EQ(detail("pair=USD_BTC_PERP&qty=1&side=buy"),
            "invalid_field side: expected one of BUY SELL");
  for (const char* pair : {"BTC/USD", "usd_btc_perp", "USD_PERP", "_USD", "USD__PERP", "BTCUSD"}) {
    EXPECT_EQ(detail("qty=1&side=BUY&pair=" + std::string(pair)),
              "invalid_field pair: expected a market's name, such as USD_BTC_PERP or BTC_USD")
        << pair;
  }
  EXPECT_EQ(detail(good + "&price=null"), "invalid_field price: expected a decimal number above 0");
  EXPECT_EQ(detail(good + "&type=LIMIT"), "missing_field price is missing");
  EXPECT_EQ(detail(good + "&type=MARKET&price=1"),
            "invalid_field price: expected no price in a MARKET order");
  EXPECT_EQ(detail("pair=USD_BTC_PERP&side=BUY&qty=1e308&price=1e308"),
            "invalid_field qty: expected a smaller one at this price");
  EXPECT_EQ(detail(good + "&trigger_event=MARK_PRICE"), "missing_field trigger_price is missing");
  EXPECT_EQ(detail(good + "&post_only=yes"), "invalid_field post_only: expected true or false");
  EXPECT_EQ(detail(good + "&leverage=0"),
            "invalid_field leverage: expected a decimal number above 0");
  mock.get("/orders");
  EXPECT_EQ(mock.result().size(), 6U);  // those there were from the start
}

// One order of a bulk as the bot's encoder writes it.
std::string bulk_order(int index, const std::string& price, const std::string& more = "") {
  const std::string name = "&orders%5B" + std::to_string(index) + "%5D%5B";
  return name + "pair%5D=USD_BTC_PERP" + name + "qty%5D=0.042" + name + "price%5D=" + price + name +
         "side%5D=BUY" + name + "ks%5D=false" + name + "reduce_only%5D=false" + more;
}

TEST(PlaceBulk, TheBotsBulkRestsInOrder) {
  PipelineForTest mock;
  std::string body = "timestamp=1700000000000&recv_window=5000";
  for (int i = 0; i < 50; ++i) body += bulk_order(i, std::to_string(50'000 + i));
  ASSERT_GT(body.size(), 8192U);
  ASSERT_EQ(mock.post("/auth/order/bulk", body), "200 accepted placed");
  const auto orders = mock.result()["orders"];
  ASSERT_EQ(orders.size(), 50U);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    EXPECT_EQ(orders[i]["price"], 50'000 + i);
    EXPECT_EQ(orders[i]["id"], mock.entry().effect.order_ids[i]);
    ids.insert(orders[i]["id"]);
  }
  EXPECT_EQ(ids.size(), 50U);
}

TEST(PlaceBulk, AllOrNothing) {
  PipelineForTest mock;
  const auto detail = [&](const std::string& body) {
    EXPECT_EQ(mock.post("/auth/order/bulk", body).substr(0, 4), "503 ");
    EXPECT_EQ(mock.entry().effect.kind, Effect::Kind::none);
    return std::string(slug(mock.entry().verdict)) + " " + mock.entry().detail;
  };
  EXPECT_EQ(detail("timestamp=1"), "missing_field orders is missing");
  EXPECT_EQ(detail(bulk_order(0, "1") + bulk_order(1, "x")),
            "invalid_field orders[1].price: expected a decimal number above 0");
  EXPECT_EQ(detail(bulk_order(0, "1") + "&orders%5B1%5D%5Bpair%5D=USD_BTC_PERP"),
            "missing_field orders[1].qty is missing");
  EXPECT_EQ(
      detail(bulk_order(0, "1") + "&orders[7][pair]=BTC_USD&orders[7][qty]=1&orders[7][side]=BUY"),
      "invalid_field orders[7].pair: expected the same market in all orders of a bulk");
  EXPECT_EQ(detail("orders[0][pair]=BTC_USD&orders[0][qty]=1&orders[0][side]=BUY"
                   "&orders[0][reduce_only]=true"),
            "invalid_field orders[0].reduce_only: expected no such order in a bulk");
  for (const char* name : {"orders", "orders[]", "orders[0]", "orders[][pair]", "orders[x][pair]",
                           "orders[-1][pair]", "orders[0][]", "orders[0][a][b]", "orders[0]pair",
                           "orders[99999999999][pair]", "orders%5B0"}) {
    EXPECT_EQ(detail(bulk_order(0, "1") + "&" + name + "=1"),
              "invalid_field orders: expected names like orders[0][pair]")
        << name;
  }
  std::string many;
  for (int i = 0; i < 51; ++i) many += bulk_order(i, "1");
  EXPECT_EQ(detail(many), "invalid_field orders: expected 1 to 50 orders");
  mock.get("/orders");
  EXPECT_EQ(mock.result().size(), 6U);
}

}  // namespace
}  // namespace everstrike::mock_server
