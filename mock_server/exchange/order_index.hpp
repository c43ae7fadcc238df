// Finds orders by their ids. A hash table without buckets: what a search looks at before it is at
// the order itself is one entry of 16 bytes, in the right cache line nearly always, however many
// orders there are. Not thread-safe: a part of its world.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/exchange/order.hpp"

namespace everstrike::mock_server {

class OrderIndex {
 public:
  struct Entry {
    const Order* order = nullptr;  // must stay where it is; nullptr: nothing here
    std::uint32_t hash = 0;        // of its id
    std::uint32_t place = 0;       // whatever the world wants to know about it
  };

  // find gives nullptr if there is no order of this id. Valid until the next insert or erase.
  [[nodiscard]] const Entry* find(std::string_view id) const;
  [[nodiscard]] Entry* find(std::string_view id);
  // insert adds an order whose id isn't there yet.
  void insert(const Order& order, std::uint32_t place);
  // erase takes an entry out that find() gave.
  void erase(Entry* entry);
  // reserve makes room for so many orders in all.
  void reserve(std::size_t count);
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kSlotsMin = 8;

  [[nodiscard]] static std::uint32_t hash_of(std::string_view id) {
    const std::uint64_t hash = std::hash<std::string_view>()(id);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
  }
  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
  void put(Entry entry);

  std::vector<Entry> slots_;  // a power of two, at most three quarters used
  std::size_t size_ = 0;
};

inline const OrderIndex::Entry* OrderIndex::find(std::string_view id) const {
  if (slots_.empty()) return nullptr;
  const std::uint32_t hash = hash_of(id);
  for (std::size_t at = hash & mask(); slots_[at].order != nullptr; at = (at + 1) & mask()) {
    if (slots_[at].hash == hash && slots_[at].order->id == id) return &slots_[at];
  }
  return nullptr;
}

inline OrderIndex::Entry* OrderIndex::find(std::string_view id) {
  const Entry* found = std::as_const(*this).find(id);
  return found == nullptr ? nullptr : slots_.data() + (found - slots_.data());
}

inline void OrderIndex::insert(const Order& order, std::uint32_t place) {
  reserve(size_ + 1);
  put({&order, hash_of(order.id), place});
  ++size_;
}

inline void OrderIndex::put(Entry entry) {
  std::size_t at = entry.hash & mask();
  while (slots_[at].order != nullptr) at = (at + 1) & mask();
  slots_[at] = entry;
}

// Those behind it that could not stand where they belong move up, so that no search ends early.
inline void OrderIndex::erase(Entry* entry) {
  auto gap = static_cast<std::size_t>(entry - slots_.data());
  for (std::size_t at = (gap + 1) & mask(); slots_[at].order != nullptr; at = (at + 1) & mask()) {
    const std::size_t home = slots_[at].hash & mask();
    // Whether its home is at the gap or before it, counted round the end.
    if (((at - home) & mask()) < ((at - gap) & mask())) continue;
    slots_[gap] = slots_[at];
    gap = at;
  }
  slots_[gap] = {};
  --size_;
}

inline void OrderIndex::reserve(std::size_t count) {
  std::size_t wanted = slots_.empty() ? kSlotsMin : slots_.size();
  while (count * 4 > wanted * 3) wanted *= 2;
  if (wanted == slots_.size()) return;
  std::vector<Entry> old(wanted);
  old.swap(slots_);
  for (const Entry& entry : old) {
    if (entry.order != nullptr) put(entry);
  }
}

}  // namespace everstrike::mock_server
