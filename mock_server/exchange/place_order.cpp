#include "mock_server/exchange/place_order.hpp"

#include "mock_server/exchange/order_request.hpp"

namespace everstrike::mock_server {

Outcome place_order(const Call& call) {
  auto request = read_order_request(named_values(call.fields), call.unix_ms);
  if (!request) return request.error();
  if (!call.world.may_place()) return {.verdict = Verdict::too_many_orders};
  const Order& order = call.world.place(std::move(*request));
  Outcome outcome;
  outcome.result_json = "{\"order\":";
  append_json(outcome.result_json, order);
  outcome.result_json += '}';
  outcome.effect = {Effect::Kind::placed, {order.id}};
  return outcome;
}

}  // namespace everstrike::mock_server
