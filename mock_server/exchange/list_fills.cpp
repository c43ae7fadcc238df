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

  std::vector<ToldFill> told;
  told.reserve(chosen->size());
  for (const Listed& one : *chosen) {
    told.push_back({trades[one.index].first, trades[one.index].second});
  }
  Outcome outcome;
  tell_fills(told, outcome);
  return outcome;
}

}  // namespace everstrike::mock_server
