#include "mock_server/exchange/reads.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "mock_server/exchange/router.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

using Ids = std::vector<std::string>;

// o0 … o4, one millisecond apart: active, cancelled, completed, active (partly filled), and o4
// active in another market.
PipelineForTest mock_with_orders() {
  Options options;
  options.accounts.front().orders = {
      {.id = "o0", .time = 1000},
      {.id = "o1", .status = OrderStatus::cancelled, .time = 1001},
      {.id = "o2", .status = OrderStatus::completed, .qty_filled = 0.02225, .time = 1002},
      {.id = "o3", .qty_filled = 0.001, .time = 1003},
      {.id = "o4", .pair = "BTC_USD", .time = 1004},
  };
  return PipelineForTest(std::move(options));
}

Ids ids(PipelineForTest& mock, const std::string& target) {
  EXPECT_EQ(mock.get(target), "200 accepted none") << target;
  Ids found;
  for (const auto& order : mock.result()) found.push_back(order["id"]);
  return found;
}

TEST(Reads, ListsByStatus) {
  auto mock = mock_with_orders();
  EXPECT_EQ(ids(mock, "/orders"), (Ids{"o4", "o3", "o2", "o1", "o0"}));
  EXPECT_EQ(ids(mock, "/active_orders"), (Ids{"o4", "o3", "o0"}));
  EXPECT_EQ(ids(mock, "/cancelled_orders"), Ids{"o1"});
  EXPECT_EQ(ids(mock, "/completed_orders"), Ids{"o2"});
  EXPECT_EQ(ids(mock, "/filled_orders"), (Ids{"o3", "o2"}));
}

TEST(Reads, ListsByPairTimeAndLimit) {
  auto mock = mock_with_orders();
  EXPECT_EQ(ids(mock, "/orders?pair=BTC_USD"), Ids{"o4"});
  EXPECT_EQ(ids(mock, "/orders?pair=USD_BTC_PERP&limit=2"), (Ids{"o3", "o2"}));
  EXPECT_EQ(ids(mock, "/orders?start=1001&end=1003"), (Ids{"o3", "o2", "o1"}));
  EXPECT_EQ(ids(mock, "/orders?start=1000.5&end=1001.5&limit=1000&pair="), Ids{"o1"});
  EXPECT_EQ(ids(mock, "/orders?limit=0"), Ids{});
  EXPECT_EQ(mock.get("/orders?limit=many"), "503 invalid_field none");
  EXPECT_EQ(mock.get("/orders?limit=-1"), "503 invalid_field none");
  EXPECT_EQ(mock.get("/orders?start=1&start=2"), "503 invalid_field none");
  EXPECT_EQ(mock.get("/orders?pair=%zz"), "503 malformed_body none");
}

// Documented: `limit` is 100 by default.
TEST(Reads, AHundredUnlessAskedForMore) {
  PipelineForTest mock;
  for (int i = 0; i < 101; ++i) {
    mock.post("/auth/order", "pair=ETH_USD&qty=1&side=BUY&price=" + std::to_string(i + 1));
  }
  EXPECT_EQ(ids(mock, "/active_orders").size(), 100U);
  EXPECT_EQ(mock.result()[0]["price"], 101);  // the last one placed in that millisecond
  EXPECT_EQ(ids(mock, "/active_orders?pair=ETH_USD&limit=1000").size(), 101U);
}

TEST(Reads, OneOrder) {
  auto mock = mock_with_orders();
  EXPECT_EQ(mock.get("/order?id=o1"), "200 accepted none");
  EXPECT_EQ(mock.result()["id"], "o1");
  EXPECT_EQ(mock.result()["status"], "CANCELLED");
  EXPECT_EQ(mock.get("/order"), "503 missing_id none");
  EXPECT_EQ(mock.get("/order?id=o1&id=o2"), "503 duplicate_id none");
  EXPECT_EQ(mock.get("/order?id=o9"), "503 unknown_order none");
  // index.js of the exchange's bot looks for this text.
  EXPECT_NE(mock.body()["msg"].get<std::string>().find("The order was not found"),
            std::string::npos);
}

// Signatures of GETs are never looked at; get() sends a wrong one each time.
TEST(Reads, NeedTheKeyOnly) {
  PipelineForTest mock;
  for (const char* path :
       {"/order?id=849cdea0395411e98f54b395ae9c7bb6", "/orders", "/active_orders",
        "/cancelled_orders", "/completed_orders", "/filled_orders", "/account", "/balances"}) {
    EXPECT_EQ(mock.get(path), "200 accepted none") << path;
    EXPECT_EQ(mock.get(path, ""), "503 missing_key none") << path;
    EXPECT_EQ(mock.get(path, "nobody"), "503 unknown_key none") << path;
  }
  for (const char* path : {"/pairs", "/time"}) {
    for (const char* key : {"", "nobody", "demo-key"}) {
      EXPECT_EQ(mock.get(path, key), "200 accepted none") << path;
    }
  }
  EXPECT_EQ(mock.send(request_of("POST", "/orders", "", "")), "503 unsupported_method none");
}

TEST(Reads, AccountPairsAndTimeAreWhatTheBotReads) {
  PipelineForTest mock;
  mock.get("/account");
  EXPECT_GT(mock.result()["balances"]["USD"]["free"], 0);
  EXPECT_TRUE(mock.result()["positions"].is_object());
  mock.get("/balances");
  EXPECT_TRUE(mock.result()["USD"].contains("locked"));
  mock.get("/time", "");
  EXPECT_EQ(mock.result(), PipelineForTest::kNow);

  mock.get("/pairs", "");
  const nlohmann::json pairs = mock.result();
  ASSERT_TRUE(pairs.is_object());
  EXPECT_TRUE(pairs.contains("USD_BTC_PERP"));
  for (const auto& [name, pair] : pairs.items()) {
    EXPECT_EQ(pair["key"], name);
    EXPECT_EQ(pair["status"], "TRADING");
    ASSERT_TRUE(pair["filters"].is_array()) << name;
    std::map<std::string, nlohmann::json> filters;
    for (const auto& filter : pair["filters"]) filters[filter["filter_type"]] = filter;
    EXPECT_GT(filters["PRICE_FILTER"]["display"], 0);
    EXPECT_GT(filters["PRICE_FILTER"]["tick_size"], 0);
    EXPECT_GT(filters["LOT_SIZE"]["min_qty"], 0);
    // Taken as a count of decimals: a fraction would cut every amount to tenths.
    EXPECT_TRUE(filters["LOT_SIZE"]["tick_size"].is_number_integer());
    const std::string order = "qty=1&side=BUY&price=1&pair=" + name;
    EXPECT_EQ(mock.post("/auth/order", order), "200 accepted placed") << name;
  }
}

TEST(Reads, FaultsStrikeThemToo) {
  Options options;
  options.rules = {{.id = "no-pairs",
                    .endpoint = "GET /pairs",
                    .ordinals = {{1, 1}},
                    .fault = AnswerStatus{503}},
                   {.id = "no-account",
                    .endpoint = "GET /account",
                    .ordinals = {{1, 1}},
                    .fault = AnswerStatus{503}}};
  PipelineForTest mock(options);
  EXPECT_EQ(mock.get("/pairs", ""), "503 faulted none");
  EXPECT_EQ(mock.get("/pairs", ""), "200 accepted none");
  EXPECT_EQ(mock.get("/pairs", "demo-key"), "503 faulted none");  // a known key counts by itself
  EXPECT_EQ(mock.get("/account"), "503 faulted none");
  EXPECT_EQ(mock.get("/account"), "200 accepted none");
}

TEST(Router, NamesAreUniqueAndRouteBack) {
  std::set<std::string_view> seen;
  for (const std::string_view name : endpoint_names()) {
    EXPECT_TRUE(seen.insert(name).second) << name;
    const auto blank = name.find(' ');
    const auto routed =
        route(request_of(name.substr(0, blank), name.substr(blank + 1), "", "").head);
    ASSERT_TRUE(routed) << name;
    EXPECT_EQ((*routed)->name, name);
  }
  EXPECT_GT(seen.size(), 28U);
}

// Longer ones are made beside the loop, from what there was when they were asked for.
TEST(Reads, ALongListIsThatOfTheMomentItWasAskedFor) {
  Pipeline pipeline{Options()};
  const Backstage back = pipeline.backstage();
  World& world = back.tenants.of("demo-key").world;
  for (int i = 0; i < 1000; ++i) (void)world.add({.id = "o" + std::to_string(i)});
  auto answer =
      pipeline.answer(request_of("GET", "/orders?limit=2000", "x-api-key: demo-key\r\n", ""));
  ASSERT_TRUE(answer.later);
  EXPECT_TRUE(answer.is_owed);
  EXPECT_EQ(pipeline.journal().size(), 0U);
  world.find_to_change("o7")->status = OrderStatus::cancelled;
  world.forget("o8");
  answer = answer.later({});
  const auto body = nlohmann::json::parse(answer.reply.body);
  EXPECT_EQ(body["result"].size(), 1006U);
  for (const auto& order : body["result"]) EXPECT_EQ(order["status"], "ACTIVE");
  const auto page = pipeline.journal().read({});
  ASSERT_EQ(page.entries.size(), 1U);
  EXPECT_EQ(page.entries.front()->answer_body_bytes, answer.reply.body.size());
}

// What cancels or fills many is written beside the loop, too, and says in the journal what it did.
TEST(Reads, ALongResultOfADeedIsMadeLater) {
  PipelineForTest pipeline;
  const auto fill_up = [&] {
    for (int i = 0; i < 600; ++i) {
      (void)pipeline.world().add(
          {.id = "o" + std::to_string(i), .pair = SharedText("USD_BTC_PERP"), .time = i});
    }
  };
  fill_up();
  EXPECT_EQ(pipeline.post("/auth/cancel/bulk", "ids="), "200 accepted cancelled");
  EXPECT_GE(pipeline.result().size(), 600U);
  EXPECT_EQ(pipeline.entry().effect.order_ids.size(), pipeline.result().size());
  fill_up();
  EXPECT_EQ(pipeline.post("/auth/close", "pair=USD_BTC_PERP"), "200 accepted filled");
  EXPECT_EQ(pipeline.result()["orders"].size(), 600U);
  EXPECT_EQ(pipeline.result()["order"], pipeline.result()["orders"].back());
  EXPECT_EQ(pipeline.entry().effect.fills.size(), 600U);
  EXPECT_EQ(pipeline.get("/fills?limit=550"), "200 accepted none");
  EXPECT_EQ(pipeline.result().size(), 550U);
  const auto few = pipeline.get("/fills?limit=1");
  EXPECT_EQ(few, "200 accepted none");
  const auto one = pipeline.result()[0];
  (void)pipeline.get("/fills?limit=550");
  EXPECT_EQ(pipeline.result()[0], one);
}

}  // namespace
}  // namespace everstrike::mock_server
