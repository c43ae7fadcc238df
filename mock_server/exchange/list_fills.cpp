#include "mock_server/exchange/list_fills.hpp"

#include <algorithm>
#include <utility>

#include "mock_server/exchange/list_range.hpp"

namespace everstrike::mock_server {

Outcome list_fills(const Call& call) {
  std::vector<std::pair<const Trade*, const Order*>> trades;
  for (const Order* order : call.world.orders()) {
    for (const Trade& trade : order->fills) trades.emplace_back(&trade, order);
  }
  std::ranges::stable_sort(trades, {}, [](const auto& each) { return each.first->time; });
  std::vector<Listed> all;
  for (const auto& [trade, order] : trades) all.push_back({order->pair, trade->time, all.size()});
  const auto chosen = choose_listed(call, std::move(all));
  if (!chosen) return chosen.error();

  Outcome outcome;
  outcome.result_json = "[";
  for (const Listed& one : *chosen) {
    if (outcome.result_json.size() > 1) outcome.result_json += ',';
    append_json(outcome.result_json, *trades[one.index].first, *trades[one.index].second);
    if (&one == chosen->data()) reserve_like_first(outcome.result_json, chosen->size());
  }
  outcome.result_json += ']';
  return outcome;
}

}  // namespace everstrike::mock_server
