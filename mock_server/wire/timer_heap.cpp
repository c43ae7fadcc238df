#include "mock_server/wire/timer_heap.hpp"

#include <utility>

namespace everstrike::mock_server {

void TimerHeap::set(std::uint64_t id, Time when) {
  const auto slot = slot_of(id);
  if (slot >= index_of_slot_.size()) index_of_slot_.resize(slot + 1, 0);
  if (index_of_slot_[slot] == 0) {
    heap_.push_back({when, id});
    index_of_slot_[slot] = heap_.size();
  } else {
    heap_[index_of_slot_[slot] - 1] = {when, id};
  }
  move_up(index_of_slot_[slot] - 1);
  move_down(index_of_slot_[slot] - 1);
}

void TimerHeap::remove(std::uint64_t id) {
  const auto slot = slot_of(id);
  if (slot >= index_of_slot_.size() || index_of_slot_[slot] == 0) return;
  const auto index = index_of_slot_[slot] - 1;
  if (heap_[index].id == id) remove_at(index);
}

std::vector<std::uint64_t> TimerHeap::take_due(Time now) {
  std::vector<std::uint64_t> due;
  while (!heap_.empty() && heap_.front().when <= now) {
    due.push_back(heap_.front().id);
    remove_at(0);
  }
  return due;
}

std::optional<TimerHeap::Time> TimerHeap::earliest() const {
  if (heap_.empty()) return std::nullopt;
  return heap_.front().when;
}

void TimerHeap::remove_at(std::size_t index) {
  index_of_slot_[slot_of(heap_[index].id)] = 0;
  const Node last = heap_.back();
  heap_.pop_back();
  if (index == heap_.size()) return;
  place(index, last);
  move_up(index);
  move_down(index_of_slot_[slot_of(last.id)] - 1);
}

void TimerHeap::place(std::size_t index, const Node& node) {
  heap_[index] = node;
  index_of_slot_[slot_of(node.id)] = index + 1;
}

void TimerHeap::move_up(std::size_t index) {
  const Node node = heap_[index];
  while (index > 0) {
    const auto parent = (index - 1) / 2;
    if (heap_[parent].when <= node.when) break;
    place(index, heap_[parent]);
    index = parent;
  }
  place(index, node);
}

void TimerHeap::move_down(std::size_t index) {
  const Node node = heap_[index];
  for (;;) {
    auto child = 2 * index + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1].when < heap_[child].when) ++child;
    if (node.when <= heap_[child].when) break;
    place(index, heap_[child]);
    index = child;
  }
  place(index, node);
}

}  // namespace everstrike::mock_server
