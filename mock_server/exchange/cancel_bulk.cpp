#include "mock_server/exchange/cancel_bulk.hpp"

#include <algorithm>
#include <unordered_set>

#include "mock_server/exchange/list_range.hpp"

namespace everstrike::mock_server {
namespace {

// "ids", "ids[]" or "ids[12]".
bool is_list_name(std::string_view name) {
  if (name == "ids") return true;
  if (!name.starts_with("ids[") || !name.ends_with(']')) return false;
  const std::string_view index = name.substr(4, name.size() - 5);
  return std::ranges::all_of(index, [](char c) { return c >= '0' && c <= '9'; });
}

// The ids asked for, each once; empty: all.
Expected<std::vector<std::string_view>, Outcome> read_ids(
    const std::vector<signing::FormField>& fields) {
  std::vector<std::string_view> ids;
  std::unordered_set<std::string_view> seen;
  std::size_t num_named = 0;
  bool indexed = false;
  for (const auto& field : fields) {
    if (!field.name.starts_with("ids")) continue;
    if (!is_list_name(field.name)) {
      return Unexpected<Outcome>(
          Outcome{.verdict = Verdict::invalid_field,
                  .detail = "ids: expected names like ids[0], ids[] or ids"});
    }
    ++num_named;
    indexed |= field.name.size() > 5;
    if (seen.insert(field.value).second) ids.push_back(field.value);
  }
  // An empty list is written "ids=" or "ids[]" (the documented JavaScript encoder); "ids[0]=" is a
  // list of one empty id, which no order has.
  if (num_named == 1 && ids.front().empty() && !indexed) ids.clear();
  if (ids.size() > kBulkCancelsMax) {
    return Unexpected<Outcome>(Outcome{.verdict = Verdict::invalid_field,
                                       .detail = "ids: expected at most 100 different ids"});
  }
  return ids;
}

}  // namespace

Outcome cancel_bulk(const Call& call) {
  const auto ids = read_ids(call.fields);
  if (!ids) return ids.error();

  std::vector<const Order*> asked;
  if (ids->empty()) {
    asked = call.world.active_orders();
  } else {
    for (const std::string_view id : *ids) {
      if (const Order* order = call.world.find(id)) asked.push_back(order);
    }
    if (asked.empty()) return {.verdict = Verdict::unknown_order};
  }

  Outcome outcome;
  if (!ids->empty() && asked.size() < ids->size()) {
    outcome.detail = std::to_string(ids->size() - asked.size()) + " of " +
                     std::to_string(ids->size()) + " ids are unknown and left out";
  }
  for (const Order*& order : asked) {
    if (can_be_cancelled(order->status)) {
      Order& cancelled = call.world.to_change(*order);
      cancelled.status = OrderStatus::cancelled;
      cancelled.time = call.unix_ms;
      outcome.effect.kind = Effect::Kind::cancelled;
      outcome.effect.order_ids.push_back(cancelled.id);
      order = &cancelled;
    }
  }
  tell_orders(asked, outcome);
  return outcome;
}

}  // namespace everstrike::mock_server
