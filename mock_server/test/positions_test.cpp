// Positions, and closing them, as a client sees them: they follow from the fills alone.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mock_server/exchange/fill_order.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::json;
constexpr std::string_view kClose = "/auth/close";

class PositionsTest : public testing::Test {
 protected:
  std::string place(std::string_view side, std::string_view qty, std::string_view price,
                    std::string_view pair = "BTC_USD") {
    std::string body;
    body.append("pair=").append(pair).append("&side=").append(side).append("&qty=").append(qty);
    if (!price.empty()) body.append("&price=").append(price);
    EXPECT_EQ(mock_.post("/auth/order", body), "200 accepted placed");
    return mock_.result()["order"]["id"];
  }
  // As somebody at the control side does it.
  void fill(const std::string& id, std::optional<double> qty = {}) {
    World& world = mock_.world();
    fill_order(world, *world.find_to_change(id), qty, PipelineForTest::kNow);
  }
  Json stats(std::string_view pair = "BTC_USD") {
    EXPECT_EQ(mock_.get("/position?pair=" + std::string(pair)), "200 accepted none");
    EXPECT_EQ(mock_.result()["size"], mock_.result()["stats"]["size"]);
    return mock_.result()["stats"];
  }
  Json order(const std::string& id) {
    EXPECT_EQ(mock_.get("/order?id=" + id), "200 accepted none");
    return mock_.result();
  }

  PipelineForTest mock_;
};

TEST_F(PositionsTest, AreEmptyBeforeAnythingWasFilled) {
  place("BUY", "1", "100");
  EXPECT_EQ(stats()["size"], 0);
  EXPECT_EQ(mock_.get("/active_positions"), "200 accepted none");
  EXPECT_EQ(mock_.result(), Json::object());
  EXPECT_EQ(mock_.get("/completed_positions"), "200 accepted none");
  EXPECT_EQ(mock_.result(), Json::array());
  EXPECT_EQ(mock_.get("/account"), "200 accepted none");
  EXPECT_EQ(mock_.result()["positions"], Json::object());
  EXPECT_GT(mock_.result()["balances"]["USD"]["free"], 0);
  EXPECT_EQ(mock_.get("/position"), "503 missing_field none");
  EXPECT_EQ(mock_.get("/position?pair=btc"), "503 invalid_field none");
}

TEST_F(PositionsTest, HaveTheAverageOfWhatWasBought) {
  fill(place("BUY", "0.1", "100"));
  fill(place("BUY", "0.3", "200"));
  EXPECT_EQ(stats()["size"], 0.4);
  EXPECT_DOUBLE_EQ(stats()["avg_entry"], 175);
  EXPECT_DOUBLE_EQ(stats()["notional"], 70);
  EXPECT_EQ(stats()["direction"], "BUY");
  fill(place("SELL", "0.1", "500"));  // leaves the average as it is
  EXPECT_EQ(stats()["size"], 0.3);
  EXPECT_DOUBLE_EQ(stats()["avg_entry"], 175);
  EXPECT_EQ(stats("ETH_USD")["size"], 0);
  EXPECT_EQ(mock_.get("/active_positions"), "200 accepted none");
  EXPECT_EQ(mock_.result().size(), 1U);
  EXPECT_EQ(mock_.result()["BTC_USD"]["size"], 0.3);
  EXPECT_EQ(mock_.get("/account"), "200 accepted none");
  const Json position = mock_.result()["positions"]["BTC_USD"];
  EXPECT_EQ(position["pair"], "BTC_USD");
  EXPECT_EQ(position["stats"]["size"], 0.3);
  EXPECT_DOUBLE_EQ(position["stats"]["notional_entry"], 52.5);
}

TEST_F(PositionsTest, TurnThroughZero) {
  const std::string bought = place("BUY", "2", "100");
  fill(bought, 0.5);
  fill(bought);
  fill(place("SELL", "5", "130"));
  EXPECT_EQ(stats()["size"], -3);
  EXPECT_EQ(stats()["avg_entry"], 130);
  EXPECT_EQ(stats()["direction"], "SELL");
  EXPECT_EQ(mock_.get("/completed_positions"), "200 accepted none");
  ASSERT_EQ(mock_.result().size(), 1U);
  EXPECT_EQ(mock_.result()[0]["BTC_USD"]["size"], 2);
  EXPECT_EQ(mock_.result()[0]["BTC_USD"]["stats"]["avg_entry"], 100);
  fill(place("BUY", "3", "90"));
  EXPECT_EQ(stats()["size"], 0);
  EXPECT_EQ(mock_.get("/completed_positions"), "200 accepted none");
  ASSERT_EQ(mock_.result().size(), 2U);
  EXPECT_EQ(mock_.result()[0]["BTC_USD"]["size"], -3);  // the latest first
  EXPECT_EQ(mock_.get("/completed_positions?limit=1"), "200 accepted none");
  EXPECT_EQ(mock_.result().size(), 1U);
  EXPECT_EQ(mock_.get("/completed_positions?pair=ETH_USD"), "200 accepted none");
  EXPECT_EQ(mock_.result().size(), 0U);
}

TEST_F(PositionsTest, ThatManyFillsMakeComeBackToZeroExactly) {
  const std::string bought = place("BUY", "0.7", "100");
  for (int i = 0; i < 7; ++i) fill(bought, 0.1);
  for (int i = 0; i < 7; ++i) fill(place("SELL", "0.1", "100"));
  EXPECT_EQ(stats()["size"], 0);
  EXPECT_EQ(mock_.get("/active_positions"), "200 accepted none");
  EXPECT_EQ(mock_.result(), Json::object());
}

TEST_F(PositionsTest, CloseLeavesNone) {
  fill(place("BUY", "2", "100"));
  EXPECT_EQ(mock_.post(kClose, "pair=BTC_USD&qty=0.5&price=110&timestamp=1"),
            "200 accepted filled");
  EXPECT_EQ(stats()["size"], 1.5);
  EXPECT_EQ(mock_.post(kClose, "pair=BTC_USD&price=120"), "200 accepted filled");
  const Json closing = mock_.result()["order"];
  EXPECT_EQ(closing["side"], "SELL");
  EXPECT_EQ(closing["status"], "COMPLETED");
  EXPECT_EQ(closing["qty_filled"], 1.5);
  EXPECT_EQ(closing["fills"][0]["price"], 120);
  EXPECT_EQ(closing["reduce_only"], true);
  EXPECT_EQ(mock_.entry().effect.fills.size(), 1U);
  EXPECT_EQ(stats()["size"], 0);
  EXPECT_EQ(mock_.post(kClose, "pair=BTC_USD"), "200 accepted none");
  EXPECT_EQ(mock_.result(), Json::parse(R"({"order":null,"orders":[]})"));
}

TEST_F(PositionsTest, CloseFillsWhatRestsOnTheOtherSideFirst) {
  fill(place("SELL", "3", "100"));
  const std::string rests = place("BUY", "1", "95");
  const std::string adds = place("SELL", "1", "120");
  const std::string elsewhere = place("BUY", "1", "95", "ETH_USD");
  EXPECT_EQ(mock_.post(kClose, "pair=BTC_USD"), "200 accepted filled");
  ASSERT_EQ(mock_.result()["orders"].size(), 2U);
  EXPECT_EQ(mock_.result()["orders"][0]["id"], rests);
  EXPECT_EQ(mock_.result()["orders"][0]["fills"][0]["price"], 95);
  EXPECT_EQ(mock_.result()["order"]["qty_filled"], 2);
  EXPECT_EQ(mock_.result()["order"]["type"], "MARKET");
  EXPECT_EQ(stats()["size"], 0);
  EXPECT_EQ(order(rests)["status"], "COMPLETED");
  EXPECT_EQ(order(adds)["status"], "ACTIVE");
  EXPECT_EQ(order(elsewhere)["status"], "ACTIVE");
}

TEST_F(PositionsTest, CloseWithoutAPositionFillsWhatRests) {
  const std::string one = place("BUY", "1", "95");
  const std::string other = place("SELL", "2", "105");
  EXPECT_EQ(mock_.post(kClose, "pair=BTC_USD&qty=2"), "200 accepted filled");
  EXPECT_EQ(order(one)["status"], "COMPLETED");
  EXPECT_EQ(order(other)["qty_filled"], 1);
  EXPECT_EQ(order(other)["status"], "ACTIVE");
}

TEST_F(PositionsTest, CloseNamesWhatIsWrong) {
  EXPECT_EQ(mock_.post(kClose, "qty=1"), "503 missing_field none");
  EXPECT_EQ(mock_.post(kClose, "pair=x"), "503 invalid_field none");
  EXPECT_EQ(mock_.post(kClose, "pair=BTC_USD&qty=0"), "503 invalid_field none");
  EXPECT_EQ(mock_.post(kClose, "pair=BTC_USD&price=-1"), "503 invalid_field none");
}

TEST_F(PositionsTest, EachKeyHasItsOwn) {
  fill(place("BUY", "1", "100"));
  EXPECT_EQ(mock_.get("/active_positions", "<YOUR_API_KEY>"), "200 accepted none");
  EXPECT_EQ(mock_.result(), Json::object());
}

}  // namespace
}  // namespace everstrike::mock_server
