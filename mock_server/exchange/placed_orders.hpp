// How many orders clients have placed, over all worlds, and how many there may be. Orders from
// files and from the control side are not counted. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace everstrike::mock_server {

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

}  // namespace everstrike::mock_server
