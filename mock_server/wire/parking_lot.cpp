#include "mock_server/wire/parking_lot.hpp"

#include <algorithm>

namespace everstrike::mock_server {

// Both sides write their own variable first and read the other's after it (sequentially
// consistent), so at least one of the two sees the other: no call is lost without any lock on
// the way of requests when nobody is parked.
bool ParkingLot::enter(std::uint64_t id, std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  ids_.insert(id);
  count_ = ids_.size();
  const bool is_up_to_date = generation_.load() == generation;
  if (!is_up_to_date) round_.push_back(id);
  return is_up_to_date;
}

void ParkingLot::leave(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  ids_.erase(id);
  count_ = ids_.size();
}

bool ParkingLot::announce() {
  ++generation_;
  return count_.load() > 0;
}

ParkingLot::Round ParkingLot::next(std::size_t max) {
  const std::lock_guard lock(mutex_);
  if (round_.empty() && round_generation_ != generation_) {
    round_generation_ = generation_;
    round_.assign(ids_.begin(), ids_.end());
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(max, round_.size()));
  Round round{.ids = {round_.end() - count, round_.end()}};
  round_.erase(round_.end() - count, round_.end());
  round.is_more = !round_.empty() || (round_generation_ != generation_ && !ids_.empty());
  return round;
}

}  // namespace everstrike::mock_server
