#include "mock_server/exchange/world.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {

World::World(std::uint64_t node, OrderList first_orders, std::shared_ptr<PlacedOrdersBound> bound)
    : ids_(node),
      trade_ids_(~node),
      placed_(std::move(bound)),
      first_orders_(std::move(first_orders)) {
  begin_with_first_orders();
}

void World::begin_with_first_orders() {
  index_.reserve(first_orders_.size());
  sequence_.reserve(first_orders_.size());
  for (const Order& order : first_orders_) {
    const bool is_complete =
        !order.id.empty() &&
        std::ranges::all_of(order.fills, [](const Trade& trade) { return !trade.id.empty(); });
    if (!is_complete || index_.find(order.id) != nullptr) {
      add(order);
      continue;
    }
    for (const Trade& trade : order.fills) positions_.apply(order, trade);
    append(order, nullptr);
  }
}

void World::complete(Order& order) {
  if (order.id.empty()) order.id = next_id(order.time);
  for (Trade& trade : order.fills) {
    if (trade.id.empty()) trade.id = next_trade_id(trade.time);
    positions_.apply(order, trade);
  }
}

const Order& World::add(Order order) {
  complete(order);
  if (Order* present = find_to_change(order.id)) {
    if (present->placed && !order.placed) placed_.give_back(1);
    *present = std::move(order);
    return *present;
  }
  OwnOrders::Slot* own = own_orders_.make(std::move(order));
  append(**own, own);
  return **own;
}

void World::append(const Order& order, OwnOrders::Slot* own) {
  index_.insert(order, static_cast<std::uint32_t>(sequence_.size()));
  if (next_serial_ > sequence_.size()) serials_.push_back(next_serial_);
  ++next_serial_;
  sequence_.push_back({.order = &order, .own = own});
}

std::vector<World::Numbered> World::numbered(std::uint64_t from, std::size_t max) const {
  std::vector<Numbered> some;
  std::size_t place = from;
  if (!serials_.empty()) {
    place = static_cast<std::size_t>(std::ranges::lower_bound(serials_, from) - serials_.begin());
  } else if (next_serial_ > sequence_.size()) {
    return some;  // all are forgotten
  }
  for (; place < sequence_.size() && some.size() < max; ++place) {
    if (const Order* order = sequence_[place].order) some.push_back({serial_at(place), order});
  }
  return some;
}

std::uint64_t World::serial_of(const Order& order) const {
  return serial_at(index_.find(order.id)->place);
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
  for (const Place& place : sequence_) {
    if (place.order != nullptr && is_finished(*place.order)) times.push_back(place.order->time);
  }
  return times;
}

std::size_t World::forget_finished(std::int64_t until_ms, std::size_t max) {
  std::vector<std::string> ids;
  for (const Place& place : sequence_) {
    if (ids.size() == max) break;
    if (place.order != nullptr && is_finished(*place.order) && place.order->time <= until_ms) {
      ids.push_back(place.order->id);
    }
  }
  for (const std::string& id : ids) forget(id);
  return ids.size();
}

std::string World::next_id(std::int64_t unix_ms) {
  // A clock that was set back could make an id a second time.
  std::string id;
  do {
    id = ids_.next(unix_ms);
  } while (find(id) != nullptr);
  return id;
}

const Order* World::find(std::string_view id) const {
  const auto* found = index_.find(id);
  return found == nullptr ? nullptr : found->order;
}

Order* World::find_to_change(std::string_view id) {
  auto* found = index_.find(id);
  if (found == nullptr) return nullptr;
  Place& place = sequence_[found->place];
  if (place.own == nullptr) {
    place.own = own_orders_.make(*place.order);
    place.order = found->order = &**place.own;
  }
  return &**place.own;
}

std::vector<const Order*> World::orders() const {
  std::vector<const Order*> all;
  all.reserve(index_.size());
  for (const Place& place : sequence_) {
    if (place.order != nullptr) all.push_back(place.order);
  }
  return all;
}

std::vector<const Order*> World::active_orders() const {
  std::vector<const Order*> active;
  for (const Place& place : sequence_) {
    if (place.order != nullptr && place.order->status == OrderStatus::active) {
      active.push_back(place.order);
    }
  }
  return active;
}

void World::forget(std::string_view id) {
  auto* found = index_.find(id);
  if (found == nullptr) return;
  const Place gone = std::exchange(sequence_[found->place], Place{});
  if (gone.order->placed) placed_.give_back(1);
  index_.erase(found);
  if (gone.own != nullptr) own_orders_.free(gone.own);  // with `id`, which may be its own
  constexpr std::size_t kGapsMin = 64;
  if (sequence_.size() > 2 * index_.size() + kGapsMin) close_gaps();
}

void World::close_gaps() {
  std::vector<std::uint64_t> serials;
  for (std::size_t i = 0; i < sequence_.size(); ++i) {
    if (sequence_[i].order != nullptr) serials.push_back(serial_at(i));
  }
  serials_ = std::move(serials);
  std::erase_if(sequence_, [](const Place& place) { return place.order == nullptr; });
  for (std::size_t i = 0; i < sequence_.size(); ++i) {
    index_.find(sequence_[i].order->id)->place = static_cast<std::uint32_t>(i);
  }
}

std::string World::next_trade_id(std::int64_t unix_ms) {
  return trade_ids_.nth(unix_ms, num_trades_++);
}

}  // namespace everstrike::mock_server
