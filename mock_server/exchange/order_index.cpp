#include "mock_server/exchange/order_index.hpp"

#include <functional>
#include <utility>

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kSlotsMin = 8;

std::uint32_t hash_of(std::string_view id) {
  const std::uint64_t hash = std::hash<std::string_view>()(id);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

const OrderIndex::Entry* OrderIndex::find(std::string_view id) const {
  if (slots_.empty()) return nullptr;
  const std::uint32_t hash = hash_of(id);
  for (std::size_t at = hash & mask(); slots_[at].order != nullptr; at = (at + 1) & mask()) {
    if (slots_[at].hash == hash && slots_[at].order->id == id) return &slots_[at];
  }
  return nullptr;
}

OrderIndex::Entry* OrderIndex::find(std::string_view id) {
  const Entry* found = std::as_const(*this).find(id);
  return found == nullptr ? nullptr : slots_.data() + (found - slots_.data());
}

void OrderIndex::insert(const Order& order, std::uint32_t place) {
  reserve(size_ + 1);
  put({&order, hash_of(order.id), place});
  ++size_;
}

void OrderIndex::put(Entry entry) {
  std::size_t at = entry.hash & mask();
  while (slots_[at].order != nullptr) at = (at + 1) & mask();
  slots_[at] = entry;
}

// Those behind it that could not stand where they belong move up, so that no search ends early.
void OrderIndex::erase(Entry* entry) {
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

void OrderIndex::reserve(std::size_t count) {
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
