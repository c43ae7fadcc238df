// The documented calls without behaviour, as a client meets them. What their answers hold is
// compared with the exchange's own description in control/exchange_openapi_test.py.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mock_server/exchange/router.hpp"
#include "mock_server/exchange/static_answer.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::json;

TEST(StaticAnswers, EveryFileOfTheProgramCanBeRead) {
  for (const std::string_view file :
       {static_files::assets, static_files::balances, static_files::deposits, static_files::depth,
        static_files::draw, static_files::fund, static_files::leverage, static_files::ohlcv,
        static_files::pairs, static_files::personal, static_files::ping, static_files::position,
        static_files::ticker, static_files::trades, static_files::vault,
        static_files::withdrawals}) {
    const auto parsed = StaticAnswer::parse(std::string(file), "file");
    ASSERT_TRUE(parsed) << parsed.error();
    EXPECT_EQ(Json::parse(parsed->result().compact()), Json::parse(file)["result"]);
    const auto names = endpoint_names();
    EXPECT_NE(std::ranges::find(names, Json::parse(file)["endpoint"].get<std::string>()),
              names.end());
  }
}

TEST(StaticAnswers, AMarketThatMustBeNamedIsTheOneAnsweredFor) {
  PipelineForTest mock;
  EXPECT_EQ(mock.get("/trades", ""), "503 missing_field none");
  EXPECT_EQ(mock.get("/trades?pair=", ""), "503 missing_field none");
  EXPECT_EQ(mock.get("/trades?pair=BTC/USD", ""), "503 invalid_field none");
  EXPECT_EQ(mock.get("/trades?pair=USD_SOL_PERP", ""), "200 accepted none");
  for (const Json& trade : mock.result()) EXPECT_EQ(trade["pair"], "USD_SOL_PERP");
  EXPECT_EQ(mock.get("/trades?pair=USD_SOL_PERP&pair=BTC_USD", ""), "503 invalid_field none");
}

TEST(StaticAnswers, ListsHaveAtMostAsManyAsAskedFor) {
  PipelineForTest mock;
  EXPECT_EQ(mock.get("/ohlcv?pair=BTC_USD&limit=2", ""), "200 accepted none");
  EXPECT_EQ(mock.result().size(), 2U);
  EXPECT_EQ(mock.get("/ohlcv?pair=BTC_USD&limit=0", ""), "200 accepted none");
  EXPECT_EQ(mock.result().size(), 0U);
  EXPECT_EQ(mock.get("/depth?pair=BTC_USD&limit=1", ""), "200 accepted none");
  EXPECT_EQ(mock.result()["bids"].size(), 1U);
  EXPECT_EQ(mock.result()["asks"].size(), 1U);
  EXPECT_EQ(mock.get("/deposits?limit=1e300"), "200 accepted none");
  EXPECT_EQ(mock.result().size(), 1U);
  for (const char* limit : {"-1", "x", "nan", "inf"}) {
    EXPECT_EQ(mock.get("/deposits?limit=" + std::string(limit)), "503 invalid_field none") << limit;
  }
}

TEST(StaticAnswers, TheTickerIsReadWithTheEnvelopeAndWithoutIt) {
  PipelineForTest mock;
  EXPECT_EQ(mock.get("/ticker", ""), "200 accepted none");
  EXPECT_EQ(mock.body()["code"], 200);
  EXPECT_EQ(mock.body()["msg"], "null");
  EXPECT_GE(mock.result().size(), 3U);
  for (const auto& [pair, ticker] : mock.result().items()) EXPECT_EQ(mock.body()[pair], ticker);
  EXPECT_EQ(mock.get("/ticker?pair=USD_ETH_PERP", ""), "200 accepted none");
  EXPECT_EQ(mock.result().size(), 1U);
  EXPECT_EQ(mock.result()["USD_ETH_PERP"], mock.body()["USD_ETH_PERP"]);
  EXPECT_EQ(mock.get("/ticker?pair=DOGE_USD", ""), "200 accepted none");
  EXPECT_TRUE(mock.result().contains("DOGE_USD"));
}

TEST(StaticAnswers, MarginCallsTakeTheirFieldsFromTheBodyAndNoSignature) {
  PipelineForTest mock;
  const std::string headers =
      "x-api-key: demo-key\r\nContent-Type: application/x-www-form-urlencoded\r\n";
  const auto post = [&](std::string_view path, std::string body) {
    return mock.send(request_of("POST", path, headers, std::move(body)));
  };
  EXPECT_EQ(post("/leverage", "pair=USD_ETH_PERP&leverage=3"), "200 accepted none");
  EXPECT_TRUE(mock.result()["positions"].contains("USD_ETH_PERP"));
  EXPECT_EQ(post("/fund", "pair=USD_ETH_PERP&qty=0.5"), "200 accepted none");
  EXPECT_EQ(post("/draw", "pair=USD_ETH_PERP&qty=0.5"), "200 accepted none");
  EXPECT_EQ(post("/fund", "pair=USD_ETH_PERP"), "503 missing_field none");
  EXPECT_EQ(post("/fund", "pair=USD_ETH_PERP&qty=0"), "503 invalid_field none");
  EXPECT_EQ(post("/leverage", "leverage=3"), "503 missing_field none");
  EXPECT_EQ(post("/leverage?pair=USD_ETH_PERP&leverage=3", ""), "503 missing_field none");
  EXPECT_EQ(mock.send(request_of("POST", "/fund", "x-api-key: demo-key\r\n", "pair=BTC_USD&qty=1")),
            "503 wrong_content_type none");
  EXPECT_EQ(mock.send(request_of("POST", "/fund", "", "pair=BTC_USD&qty=1")),
            "503 missing_key none");
  EXPECT_EQ(mock.get("/fund"), "503 unsupported_method none");
}

TEST(StaticAnswers, AWithdrawalWaitsForItsConfirmation) {
  PipelineForTest mock;
  constexpr std::string_view kPath = "/auth/withdraw";
  EXPECT_EQ(mock.post(kPath, "asset=ETH&qty=5&address=0xa1&timestamp=1700000000000.5"),
            "200 accepted none");
  EXPECT_EQ(mock.result()["status"], "PENDING");
  EXPECT_EQ(mock.result()["qty"], 5);
  EXPECT_EQ(mock.result()["id"].get<std::string>().size(), 32U);
  const std::string first = mock.result()["id"];
  EXPECT_EQ(mock.post(kPath, "asset=ETH&qty=5&address=0xa1"), "200 accepted none");
  EXPECT_NE(mock.result()["id"], first);
  for (const char* body : {"qty=5&address=a", "asset=ETH&address=a", "asset=ETH&qty=5"}) {
    EXPECT_EQ(mock.post(kPath, body), "503 missing_field none") << body;
  }
  for (const char* qty : {"0.5", "0", "-1", "1e999", "five"}) {
    EXPECT_EQ(mock.post(kPath, "asset=ETH&address=a&qty=" + std::string(qty)),
              "503 invalid_field none")
        << qty;
  }
}

}  // namespace
}  // namespace everstrike::mock_server
