#include "mock_server/exchange/cancel.hpp"

#include "mock_server/exchange/order_by_id.hpp"

namespace everstrike::mock_server {

Outcome cancel(const Call& call) {
  const auto found = order_by_id(call);
  if (!found) return found.error();
  Order& order = **found;
  // A completed order can't be cancelled either; to the client both mean "there is nothing left
  // to cancel", and the exchange documents no other answer.
  if (!can_be_cancelled(order.status)) {
    return {.verdict = Verdict::already_cancelled,
            .detail = "its status is " + std::string(status_text(order.status))};
  }
  order.status = OrderStatus::cancelled;
  order.time = call.unix_ms;
  Outcome outcome;
  append_json(outcome.result_json, order);
  outcome.effect = {Effect::Kind::cancelled, {order.id}};
  return outcome;
}

}  // namespace everstrike::mock_server
