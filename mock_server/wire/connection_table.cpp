#include "mock_server/wire/connection_table.hpp"

#include <utility>

namespace everstrike::mock_server {

std::shared_ptr<Connection> ConnectionTable::add(const Make& make) {
  const std::lock_guard lock(mutex_);
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const auto index = free_slots_.back();
  auto& slot = slots_[index];
  slot.connection = make((slot.generation << 32) | index);
  free_slots_.pop_back();
  ++size_;
  return slot.connection;
}

std::shared_ptr<Connection> ConnectionTable::find(std::uint64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto index = static_cast<std::uint32_t>(id);
  if (index >= slots_.size() || slots_[index].generation != id >> 32) return nullptr;
  return slots_[index].connection;
}

void ConnectionTable::remove(std::uint64_t id) {
  std::shared_ptr<Connection> last_owner;  // destroyed outside of the lock
  const std::lock_guard lock(mutex_);
  const auto index = static_cast<std::uint32_t>(id);
  if (index >= slots_.size()) return;
  auto& slot = slots_[index];
  if (slot.generation != id >> 32 || !slot.connection) return;
  last_owner = std::exchange(slot.connection, nullptr);
  slot.generation = slot.generation == kGenerationMax ? 1 : slot.generation + 1;
  free_slots_.push_back(index);
  if (--size_ == 0) emptied_.notify_all();
}

std::size_t ConnectionTable::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

std::vector<std::shared_ptr<Connection>> ConnectionTable::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Connection>> found;
  found.reserve(size_);
  for (const auto& slot : slots_) {
    if (slot.connection) found.push_back(slot.connection);
  }
  return found;
}

bool ConnectionTable::wait_until_empty(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return emptied_.wait_for(lock, patience, [this] { return size_ == 0; });
}

}  // namespace everstrike::mock_server
