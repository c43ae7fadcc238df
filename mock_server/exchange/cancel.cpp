#include "mock_server/exchange/cancel.hpp"

namespace everstrike::mock_server {

Outcome cancel(World& world, const std::vector<signing::FormField>& fields, std::int64_t unix_ms) {
  const std::string* id = nullptr;
  for (const auto& field : fields) {
    if (field.name != "id") continue;
    if (id != nullptr) return {.verdict = Verdict::duplicate_id};
    id = &field.value;
  }
  if (id == nullptr) return {.verdict = Verdict::missing_id};

  Order* order = world.find(*id);
  if (order == nullptr) return {.verdict = Verdict::unknown_order};
  // A completed order can't be cancelled either; to the client both mean "there is nothing left
  // to cancel", and the exchange documents no other answer.
  if (order->status != OrderStatus::active) {
    return {.verdict = Verdict::already_cancelled,
            .detail = "its status is " + std::string(status_text(order->status))};
  }
  order->status = OrderStatus::cancelled;
  order->time = unix_ms;
  Outcome outcome;
  append_json(outcome.result_json, *order);
  outcome.effect = {Effect::Kind::cancelled, {order->id}};
  return outcome;
}

}  // namespace everstrike::mock_server
