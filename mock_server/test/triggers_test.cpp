// The life of a trigger, as a client and the control side see it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

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
  for (const char* list : {"/orders", "/active_orders", "/cancelled_orders", "/completed_orders",
                           "/filled_orders"}) {
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

}  // namespace
}  // namespace everstrike::mock_server
