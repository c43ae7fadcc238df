#include "mock_server/exchange/order_by_id.hpp"

#include <utility>

#include "mock_server/exchange/rounded_id.hpp"

namespace everstrike::mock_server {

Expected<const Order*, Outcome> order_by_id(const Call& call) {
  const std::string* id = nullptr;
  for (const auto& field : call.fields) {
    if (field.name != "id") continue;
    if (id != nullptr) return Unexpected<Outcome>(Outcome{.verdict = Verdict::duplicate_id});
    id = &field.value;
  }
  if (id == nullptr) return Unexpected<Outcome>(Outcome{.verdict = Verdict::missing_id});
  const Order* order = call.world.find(*id);
  if (order != nullptr) return order;
  Outcome unknown{.verdict = Verdict::unknown_order};
  if (const Order* meant = order_before_rounding(call.world, *id)) {
    unknown.detail = "but there is " + meant->id +
                     ": the id was read as a number and rounded, as JavaScript does; keep it text";
  }
  return Unexpected<Outcome>(std::move(unknown));
}

}  // namespace everstrike::mock_server
