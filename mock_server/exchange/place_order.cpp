#include "mock_server/exchange/place_order.hpp"

#include "mock_server/exchange/order_request.hpp"

namespace everstrike::mock_server {

Outcome place_order(const Call& call) {
  auto request = read_order_request(named_values(call.fields), call.unix_ms);
  if (!request) return request.error();
  if (!call.world.may_place()) return {.verdict = Verdict::too_many_orders};
  const Order& order = call.world.place(std::move(*request));
  Outcome outcome;
  constexpr std::size_t kUsualBytes = 768;
  outcome.result_json.reserve(kUsualBytes);
  outcome.result_json = "{\"order\":";
  append_json(outcome.result_json, order);
  outcome.result_json += '}';
  outcome.is_our_words = !has_foreign_text(order);
  outcome.effect.kind = Effect::Kind::placed;
  outcome.effect.order_ids.push_back(order.id);
  return outcome;
}

}  // namespace everstrike::mock_server
