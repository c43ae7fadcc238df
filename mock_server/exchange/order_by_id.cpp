#include "mock_server/exchange/order_by_id.hpp"

namespace everstrike::mock_server {

Expected<Order*, Outcome> order_by_id(const Call& call) {
  const std::string* id = nullptr;
  for (const auto& field : call.fields) {
    if (field.name != "id") continue;
    if (id != nullptr) return Unexpected<Outcome>(Outcome{.verdict = Verdict::duplicate_id});
    id = &field.value;
  }
  if (id == nullptr) return Unexpected<Outcome>(Outcome{.verdict = Verdict::missing_id});
  Order* order = call.world.find(*id);
  if (order == nullptr) return Unexpected<Outcome>(Outcome{.verdict = Verdict::unknown_order});
  return order;
}

}  // namespace everstrike::mock_server
