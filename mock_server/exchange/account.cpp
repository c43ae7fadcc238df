#include "mock_server/exchange/account.hpp"

namespace everstrike::mock_server {
namespace {

// free is what the bot decides by; it places nothing below its smallest order.
constexpr std::string_view kBalances =
    R"({"USD":{"free":1000000,"locked":0,"withdrawn":0,"pnl":0,"margin":0,"fees":0}})";

}  // namespace

Outcome read_account(const Call& /*call*/) {
  return {.result_json = "{\"balances\":" + std::string(kBalances) + ",\"positions\":{}}"};
}

Outcome read_balances(const Call& /*call*/) { return {.result_json = std::string(kBalances)}; }

}  // namespace everstrike::mock_server
