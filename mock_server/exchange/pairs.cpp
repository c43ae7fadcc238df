#include "mock_server/exchange/pairs.hpp"

#include "json/writer.hpp"

namespace everstrike::mock_server {
namespace {

struct Pair {
  std::string_view key;
  std::string_view base;
};

constexpr Pair kPairs[] = {
    {"USD_BTC_PERP", "BTC"}, {"USD_ETH_PERP", "ETH"}, {"USD_BTCCALL_PERP", "BTCCALL"},
    {"BTC_USD", "BTC"},      {"ETH_USD", "ETH"},
};

void append(std::string& out, const Pair& pair) {
  json::append_string(out, pair.key);
  out += ":{\"key\":";
  json::append_string(out, pair.key);
  out += ",\"base\":";
  json::append_string(out, pair.base);
  out +=
      ",\"quote\":\"USD\",\"base_precision\":8,\"quote_precision\":8,\"status\":\"TRADING\""
      ",\"filters\":[{\"filter_type\":\"PRICE_FILTER\",\"min_price\":0.5,\"max_price\":10000000"
      ",\"tick_size\":0.5,\"display\":0.5}"
      ",{\"filter_type\":\"LOT_SIZE\",\"min_qty\":0.001,\"max_qty\":100000,\"tick_size\":3}]}";
}

}  // namespace

Outcome read_pairs(const Call& /*call*/) {
  Outcome outcome;
  outcome.result_json = "{";
  for (const Pair& pair : kPairs) {
    if (outcome.result_json.size() > 1) outcome.result_json += ',';
    append(outcome.result_json, pair);
  }
  outcome.result_json += '}';
  return outcome;
}

Outcome read_time(const Call& call) {
  Outcome outcome;
  json::append_number(outcome.result_json, call.unix_ms);
  return outcome;
}

}  // namespace everstrike::mock_server
