#include "mock_server/exchange/cancel.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace everstrike::mock_server {
namespace {

class Cancel : public ::testing::Test {
 protected:
  Cancel() { world_.add({.id = "849cdea0395411e98f54b395ae9c7bb6", .time = 1551137077642}); }

  Outcome send(std::string_view body) {
    const auto fields = signing::decode_form(body);
    EXPECT_TRUE(fields);
    return cancel({.world = world_, .fields = *fields, .unix_ms = 1551137099999});
  }

  World world_{1};
};

TEST_F(Cancel, AnswersWithEveryDocumentedField) {
  const Outcome outcome = send("id=849cdea0395411e98f54b395ae9c7bb6");
  ASSERT_EQ(outcome.verdict, Verdict::accepted);
  const auto order = nlohmann::json::parse(outcome.result_json);
  std::set<std::string> names;
  for (const auto& member : order.items()) names.insert(member.key());
  const std::set<std::string> documented = {"id",
                                            "pair",
                                            "side",
                                            "type",
                                            "status",
                                            "price",
                                            "price_orig",
                                            "qty_orig",
                                            "qty_orig_usd",
                                            "qty_remaining",
                                            "qty_filled",
                                            "time",
                                            "time_in_force",
                                            "fills",
                                            "oco",
                                            "icebergs",
                                            "trigger_price",
                                            "trigger_event",
                                            "close_on_trigger",
                                            "reduce_only",
                                            "post_only",
                                            "hidden",
                                            "leverage",
                                            "customer_id"};
  EXPECT_EQ(names, documented);
  EXPECT_EQ(order["status"], "CANCELLED");
  EXPECT_EQ(order["time"], 1551137099999);
  EXPECT_EQ(order["qty_orig_usd"], 3.09956993634425);
  EXPECT_TRUE(order["oco"].is_null());
  EXPECT_TRUE(order["fills"].is_array());
}

TEST_F(Cancel, ReportsTheEffect) {
  const Outcome outcome = send("timestamp=1&recv_window=5000&id=849cdea0395411e98f54b395ae9c7bb6");
  EXPECT_EQ(outcome.effect.kind, Effect::Kind::cancelled);
  EXPECT_EQ(outcome.effect.order_ids, std::vector<std::string>{"849cdea0395411e98f54b395ae9c7bb6"});
}

TEST_F(Cancel, TheSecondTimeItIsAlreadyCancelled) {
  EXPECT_EQ(send("id=849cdea0395411e98f54b395ae9c7bb6").verdict, Verdict::accepted);
  const Outcome again = send("id=849cdea0395411e98f54b395ae9c7bb6");
  EXPECT_EQ(again.verdict, Verdict::already_cancelled);
  EXPECT_EQ(again.effect.kind, Effect::Kind::none);
}

TEST_F(Cancel, RefusesWithoutEffect) {
  EXPECT_EQ(send("").verdict, Verdict::missing_id);
  EXPECT_EQ(send("ids=849cdea0395411e98f54b395ae9c7bb6").verdict, Verdict::missing_id);
  EXPECT_EQ(send("id=a&id=b").verdict, Verdict::duplicate_id);
  EXPECT_EQ(send("id=").verdict, Verdict::unknown_order);
  EXPECT_EQ(send("id=849CDEA0395411E98F54B395AE9C7BB6").verdict, Verdict::unknown_order);
  EXPECT_EQ(send("id=849cdea0395411e98f54b395ae9c7bb6+").verdict, Verdict::unknown_order);
  EXPECT_EQ(world_.find("849cdea0395411e98f54b395ae9c7bb6")->status, OrderStatus::active);
}

TEST_F(Cancel, AnyTextIsAnId) {
  world_.add({.id = "a b+c~d*e'f(g)h!i:j@k/\xC3\xA9[l]&m=n%20"});
  EXPECT_EQ(send("id=a+b%2Bc%7Ed%2Ae%27f%28g%29h%21i%3Aj%40k%2F%C3%A9%5Bl%5D%26m%3Dn%2520").verdict,
            Verdict::accepted);
}

}  // namespace
}  // namespace everstrike::mock_server
