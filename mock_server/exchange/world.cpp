#include "mock_server/exchange/world.hpp"

namespace everstrike::mock_server {

const Order& World::add(Order order) {
  if (order.id.empty()) order.id = next_id(order.time);
  for (Trade& trade : order.fills) {
    if (trade.id.empty()) trade.id = next_trade_id(trade.time);
    positions_.apply(order, trade);
  }
  if (Order* present = find(order.id)) {
    if (present->placed && !order.placed) placed_.give_back(1);
    *present = std::move(order);
    return *present;
  }
  auto owned = std::make_unique<Order>(std::move(order));
  sequence_.push_back(owned.get());
  const std::string id = owned->id;
  return *orders_.emplace(id, std::move(owned)).first->second;
}

const Order& World::place(Order order) {
  order.placed = true;
  return add(std::move(order));
}

namespace {

bool is_finished(const Order& order) { return order.placed && !can_be_cancelled(order.status); }

}  // namespace

std::vector<std::int64_t> World::finished_times() const {
  std::vector<std::int64_t> times;
  for (const Order* order : sequence_) {
    if (is_finished(*order)) times.push_back(order->time);
  }
  return times;
}

std::size_t World::forget_finished(std::int64_t until_ms, std::size_t max) {
  std::size_t forgotten = 0;
  std::erase_if(sequence_, [&](const Order* order) {
    if (forgotten == max || !is_finished(*order) || order->time > until_ms) return false;
    ++forgotten;
    orders_.erase(orders_.find(order->id));
    return true;
  });
  placed_.give_back(forgotten);
  return forgotten;
}

std::string World::next_id(std::int64_t unix_ms) {
  // A clock that was set back could make an id a second time.
  std::string id;
  do {
    id = ids_.next(unix_ms);
  } while (find(id) != nullptr);
  return id;
}

Order* World::find(std::string_view id) {
  const auto found = orders_.find(id);
  return found == orders_.end() ? nullptr : found->second.get();
}

std::vector<const Order*> World::orders() const { return {sequence_.begin(), sequence_.end()}; }

std::vector<Order*> World::active_orders() {
  std::vector<Order*> active;
  for (Order* order : sequence_) {
    if (order->status == OrderStatus::active) active.push_back(order);
  }
  return active;
}

std::string World::next_trade_id(std::int64_t unix_ms) {
  return trade_ids_.nth(unix_ms, num_trades_++);
}

}  // namespace everstrike::mock_server
