#include "mock_server/exchange/trade.hpp"

#include "json/writer.hpp"
#include "mock_server/exchange/fill_order.hpp"
#include "mock_server/exchange/order.hpp"

namespace everstrike::mock_server {

void append_json(std::string& out, const Trade& trade, const Order& order) {
  const double cost = qty_sum(trade.qty * trade.price, 0);
  json::ObjectWriter json(out);
  json.add("id", trade.id);
  json.add("pair", order.pair.view());
  json.add("side", json::word_of(order.side, kSides));
  json.add("type", json::word_of(order.type, kOrderTypes));
  json::append_number(json.text("price"), trade.price);
  json::append_number(json.text("qty"), trade.qty);
  json::append_number(json.text("qty_usd"), cost);
  json::append_number(json.text("cost"), cost);
  json.text("discount") += '0';
  json.add("liquidation", false);
  json.add("is_buyer_maker", order.side == Side::buy && order.type == OrderType::limit);
  for (const char* commission : {"gross_commission", "net_commission"}) {
    json.text(commission) += '0';
    json.add(std::string(commission) + "_asset", "USD");
  }
  json.add("time", trade.time);
}

}  // namespace everstrike::mock_server
