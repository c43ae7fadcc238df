#include "mock_server/wire/parking_lot.hpp"

namespace everstrike::mock_server {

// Both sides write their own variable first and read the other's after it (sequentially
// consistent), so at least one of the two sees the other: no call is lost without any lock on
// the way of requests when nobody is parked.
bool ParkingLot::enter(std::uint64_t id, std::uint64_t generation) {
  {
    const std::lock_guard lock(mutex_);
    ids_.insert(id);
    count_ = ids_.size();
  }
  return generation_.load() == generation;
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

std::vector<std::uint64_t> ParkingLot::occupants() const {
  const std::lock_guard lock(mutex_);
  return {ids_.begin(), ids_.end()};
}

}  // namespace everstrike::mock_server
