// The life of a trigger, as a client and the control side see it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mock_server/control/trigger_routes.hpp"
#include "mock_server/exchange/trigger.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kStop = "pair=BTC_USD&qty=2&side=SELL&price=90&trigger_price=95";

std::string place(PipelineForTest& mock, std::string body = std::string(kStop)) {
  EXPECT_EQ(mock.post("/auth/order", std::move(body)), "200 accepted placed");
  return mock.result()["order"]["id"];
}

// How many of a list have this id.
int count_in(PipelineForTest& mock, const std::string& list, const std::string& id) {
  EXPECT_EQ(mock.get(list), "200 accepted none");
  int count = 0;
  for (const auto& order : mock.result()) count += order["id"] == id ? 1 : 0;
  return count;
}

TEST(Triggers, WaitAmongTheTriggersAndInNoOtherList) {
  PipelineForTest mock;
  const std::string id = place(mock);
  EXPECT_EQ(mock.result()["order"]["status"], "UNTRIGGERED");
  EXPECT_EQ(mock.result()["order"]["trigger_event"], "MARK_PRICE");
  for (const char* list :
       {"/orders", "/active_orders", "/cancelled_orders", "/completed_orders", "/filled_orders"}) {
    EXPECT_EQ(count_in(mock, list, id), 0) << list;
  }
  EXPECT_EQ(count_in(mock, "/triggers", id), 1);
  EXPECT_EQ(count_in(mock, "/triggers?pair=ETH_USD", id), 0);
  EXPECT_EQ(mock.get("/triggers"), "200 accepted none");
  EXPECT_FALSE(mock.result()[0].contains("msg"));
  EXPECT_EQ(mock.get("/order?id=" + id), "200 accepted none");
  EXPECT_EQ(mock.result()["status"], "UNTRIGGERED");
}

TEST(Triggers, CanBeCancelledByTheirIdsOnly) {
  PipelineForTest mock;
  const std::string one = place(mock);
  const std::string other = place(mock);
  EXPECT_EQ(mock.post("/auth/cancel/bulk", ""), "200 accepted cancelled");  // the active ones
  EXPECT_EQ(mock.get("/order?id=" + one), "200 accepted none");
  EXPECT_EQ(mock.result()["status"], "UNTRIGGERED");
  EXPECT_EQ(mock.post("/auth/cancel", "id=" + one), "200 accepted cancelled");
  EXPECT_EQ(mock.result()["status"], "CANCELLED");
  EXPECT_EQ(mock.post("/auth/cancel", "id=" + one), "503 already_cancelled none");
  EXPECT_EQ(mock.post("/auth/cancel/bulk", "ids[0]=" + other), "200 accepted cancelled");
  EXPECT_EQ(count_in(mock, "/triggers", one), 1);
  EXPECT_EQ(count_in(mock, "/cancelled_orders", one), 0);
}

// What POST /mock/trigger answers.
std::pair<int, nlohmann::json> set_off(PipelineForTest& mock, const std::string& id,
                                       const std::string& more = "") {
  const Reply reply =
      trigger(mock.backstage(), R"({"api_key":"demo-key","order_id":")" + id + "\"" + more + "}");
  return {reply.status, nlohmann::json::parse(reply.body)};
}

std::shared_ptr<const Entry> last_entry(PipelineForTest& mock) {
  return mock.backstage().journal.read({.limit = 1000}).entries.back();
}

TEST(Triggers, BecomeOrdersWhenTheyAreSetOff) {
  PipelineForTest mock;
  const std::string id = place(mock);
  mock.clock().advance(std::chrono::milliseconds(5));
  const auto [status, answer] = set_off(mock, id);
  EXPECT_EQ(status, 200);
  EXPECT_EQ(answer["order"]["status"], "ACTIVE");
  EXPECT_EQ(answer["order"]["time"], PipelineForTest::kNow + 5);
  const auto entry = last_entry(mock);
  EXPECT_EQ(entry->kind, EntryKind::control);
  EXPECT_EQ(entry->effect.kind, Effect::Kind::triggered);
  EXPECT_EQ(entry->effect.order_ids, std::vector<std::string>{id});
  EXPECT_EQ(count_in(mock, "/triggers", id), 0);
  EXPECT_EQ(count_in(mock, "/orders", id), 1);
  EXPECT_EQ(count_in(mock, "/active_orders", id), 1);
  EXPECT_EQ(set_off(mock, id).first, 409);
  EXPECT_EQ(mock.post("/auth/cancel/bulk", ""), "200 accepted cancelled");
  EXPECT_EQ(count_in(mock, "/cancelled_orders", id), 1);
}

TEST(Triggers, StayWhereTheyAreWithTheReasonWhenTheyAreRefused) {
  PipelineForTest mock;
  const std::string id = place(mock);
  const std::string other = place(mock);
  EXPECT_EQ(set_off(mock, id, R"(,"refuse":true)").first, 200);
  EXPECT_EQ(set_off(mock, other, R"(,"refuse":"No.")").second["order"]["msg"], "No.");
  EXPECT_EQ(last_entry(mock)->effect.kind, Effect::Kind::triggered);
  EXPECT_EQ(mock.get("/triggers?limit=2"), "200 accepted none");
  EXPECT_EQ(mock.result()[1]["id"], id);
  EXPECT_EQ(mock.result()[1]["status"], "CANCELLED");
  EXPECT_EQ(mock.result()[1]["msg"], "Order was rejected due to insufficient balance");
  EXPECT_EQ(count_in(mock, "/orders", id), 0);
  EXPECT_EQ(count_in(mock, "/cancelled_orders", id), 0);
  EXPECT_EQ(mock.post("/auth/cancel", "id=" + id), "503 already_cancelled none");
  EXPECT_EQ(set_off(mock, id).first, 409);
}

TEST(Triggers, WhatIsWrongIsSaid) {
  PipelineForTest mock;
  const std::string id = place(mock);
  EXPECT_EQ(set_off(mock, "no such").first, 404);
  EXPECT_EQ(set_off(mock, "392392320eoweqwie3").first, 409);  // no trigger
  for (const char* more : {R"(,"refuse":1)", R"(,"refuse":"")", R"(,"refuse":null)", R"(,"x":1)"}) {
    EXPECT_EQ(set_off(mock, id, more).first, 400) << more;
  }
  EXPECT_EQ(trigger(mock.backstage(), R"({"api_key":"nobody","order_id":"x"})").status, 404);
  EXPECT_EQ(trigger(mock.backstage(), "[]").status, 400);
  EXPECT_EQ(set_off(mock, id, R"(,"refuse":false)").second["order"]["status"], "ACTIVE");
}

}  // namespace
}  // namespace everstrike::mock_server
