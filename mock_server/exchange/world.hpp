// The state of one API key: its orders. Every key has a world of its own, so that tests which use
// different keys can share one server and never meet. Not thread-safe: its owner guards it (see
// tenants.hpp).
// The orders that a world begins with are shared with whoever resets it; one that is changed is
// copied then. Orders stay where they are, so pointers to them are good until they are changed for
// the first time, replaced or forgotten.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/exchange/order.hpp"
#include "mock_server/exchange/order_id.hpp"
#include "mock_server/exchange/order_index.hpp"
#include "mock_server/exchange/order_list.hpp"
#include "mock_server/exchange/position.hpp"
#include "mock_server/message/slot_pool.hpp"

namespace everstrike::mock_server {

// How many orders clients have placed, over all worlds, and how many there may be. Orders from
// files and from the control side are not counted. Thread-safe.
struct PlacedOrdersBound {
  explicit PlacedOrdersBound(std::size_t most) : max(most) {}
  const std::size_t max;
  std::atomic<std::size_t> count{0};
};

// One world's share of that count; given back when the world goes.
class PlacedOrdersShare {
 public:
  // Without a bound everything fits.
  explicit PlacedOrdersShare(std::shared_ptr<PlacedOrdersBound> bound = nullptr)
      : bound_(std::move(bound)) {}
  PlacedOrdersShare(PlacedOrdersShare&& other) noexcept
      : bound_(std::move(other.bound_)), own_(std::exchange(other.own_, 0)) {}
  PlacedOrdersShare& operator=(PlacedOrdersShare&& other) noexcept {
    std::swap(bound_, other.bound_);
    std::swap(own_, other.own_);
    return *this;
  }
  ~PlacedOrdersShare() { give_back(own_); }

  // take counts `n` more, or none of them if they do not all fit.
  [[nodiscard]] bool take(std::size_t n) {
    if (bound_ && bound_->count.fetch_add(n) + n > bound_->max) {
      bound_->count -= n;
      return false;
    }
    own_ += n;
    return true;
  }
  void give_back(std::size_t n) {
    if (bound_) bound_->count -= n;
    own_ -= n;
  }

 private:
  std::shared_ptr<PlacedOrdersBound> bound_;
  std::size_t own_ = 0;
};

class World {
 public:
  explicit World(std::uint64_t node, OrderList first_orders = {},
                 std::shared_ptr<PlacedOrdersBound> bound = nullptr);
  World(World&&) = default;
  World& operator=(World&&) = default;

  // add puts an order into the world; one of the same id is replaced. An order without an id gets
  // one made from its time, and so does a fill without one.
  const Order& add(Order order);
  // may_place counts `n` orders that a client is about to place with place(); false, and none is
  // counted, when there are too many already.
  [[nodiscard]] bool may_place(std::size_t n = 1) { return placed_.take(n); }
  const Order& place(Order order);
  // finished_times gives when each placed order that is finished was finished; forget_finished
  // forgets at most `max` of those that were by then.
  [[nodiscard]] std::vector<std::int64_t> finished_times() const;
  std::size_t forget_finished(std::int64_t until_ms, std::size_t max);
  // next_id makes an id that no order of this world has.
  [[nodiscard]] std::string next_id(std::int64_t unix_ms);
  // find gives the order of that id; nullptr if there is none.
  [[nodiscard]] const Order* find(std::string_view id) const;
  // find_to_change does the same for who is about to change it.
  [[nodiscard]] Order* find_to_change(std::string_view id);
  // to_change gives an order of this world, as it may be changed; `order` may be gone then.
  [[nodiscard]] Order& to_change(const Order& order) { return *find_to_change(order.id); }
  // orders gives all orders in the order in which they were added.
  [[nodiscard]] std::vector<const Order*> orders() const;
  // active_orders gives those that can be filled, in that same order.
  [[nodiscard]] std::vector<const Order*> active_orders() const;
  // An order's serial number says how many were added before it, and stays its own.
  struct Numbered {
    std::uint64_t serial;
    const Order* order;
  };
  // numbered gives at most `max` orders from that serial number on, in the order of the numbers.
  [[nodiscard]] std::vector<Numbered> numbered(std::uint64_t from, std::size_t max) const;
  [[nodiscard]] std::uint64_t serial_of(const Order& order) const;
  [[nodiscard]] std::uint64_t next_serial() const { return next_serial_; }
  // forget takes an order out of the world, as if it had never been; what came of its fills stays.
  void forget(std::string_view id);
  // positions is what has come of the fills; who fills an order tells it there.
  [[nodiscard]] Positions& positions() { return positions_; }
  [[nodiscard]] const Positions& positions() const { return positions_; }
  // next_trade_id makes the id of a fill at that time; no two of a world are the same.
  [[nodiscard]] std::string next_trade_id(std::int64_t unix_ms);

 private:
  using OwnOrders = SlotPool<Order>;
  // Where an order stands: in `first_orders_`, or alone.
  struct Place {
    const Order* order = nullptr;    // nullptr: forgotten
    OwnOrders::Slot* own = nullptr;  // of the same, if it is this world's own
  };

  void complete(Order& order);
  void begin_with_first_orders();
  void close_gaps();
  void append(const Order& order, OwnOrders::Slot* own);
  [[nodiscard]] std::uint64_t serial_at(std::size_t place) const {
    return serials_.empty() ? place : serials_[place];
  }

  OrderIdSource ids_;
  Positions positions_;
  OrderIdSource trade_ids_;
  PlacedOrdersShare placed_;
  std::uint64_t num_trades_ = 0;
  OrderList first_orders_;
  OwnOrders own_orders_;
  OrderIndex index_;
  std::vector<Place> sequence_;
  // Of what stands in sequence_; empty as long as that has no place less than orders were added.
  std::vector<std::uint64_t> serials_;
  std::uint64_t next_serial_ = 0;
};

}  // namespace everstrike::mock_server
