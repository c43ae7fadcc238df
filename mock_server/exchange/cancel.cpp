#include "mock_server/exchange/cancel.hpp"

#include "mock_server/exchange/order_by_id.hpp"

namespace everstrike::mock_server {

Outcome cancel(const Call& call) {
  const auto found = order_by_id(call);
  if (!found) return found.error();
  const Order& asked = **found;
  // Both mean "there is nothing left to cancel", but who takes the one for the other believes that
  // an order is gone which was bought.
  if (asked.status == OrderStatus::completed) return {.verdict = Verdict::already_completed};
  if (!can_be_cancelled(asked.status)) return {.verdict = Verdict::already_cancelled};
  Order& order = call.world.to_change(asked);
  order.status = OrderStatus::cancelled;
  order.time = call.unix_ms;
  Outcome outcome;
  constexpr std::size_t kUsualBytes = 1024;  // with the answer around it
  outcome.result_json.reserve(kUsualBytes);
  append_json(outcome.result_json, order);
  outcome.is_our_words = !has_foreign_text(order);
  outcome.effect.kind = Effect::Kind::cancelled;
  outcome.effect.order_ids.push_back(order.id);
  return outcome;
}

}  // namespace everstrike::mock_server
