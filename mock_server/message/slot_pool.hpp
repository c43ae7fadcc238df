// Many things of one kind, in memory that comes in pieces for many of them: taken from the heap one
// by one, small things that stay cost more than what is written into them, a call of the kernel for
// every dozen included. They stay where they are. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace everstrike::mock_server {

template <class T>
class SlotPool {
 public:
  using Slot = std::optional<T>;

  // make gives a slot that holds `thing`, valid as long as the pool or until free().
  [[nodiscard]] Slot* make(T thing) {
    if (free_.empty()) grow();
    Slot* slot = free_.back();
    free_.pop_back();
    slot->emplace(std::move(thing));
    return slot;
  }
  void free(Slot* slot) {
    slot->reset();
    free_.push_back(slot);
  }

 private:
  static constexpr std::size_t kPieceMin = 4;  // many owners have few
  static constexpr std::size_t kPieceMax = 256;

  void grow() {
    const std::size_t size =
        pieces_.empty() ? kPieceMin : std::min(2 * pieces_.back().size(), kPieceMax);
    auto& piece = pieces_.emplace_back(size);
    for (std::size_t i = size; i-- > 0;) free_.push_back(&piece[i]);
  }

  std::vector<std::vector<Slot>> pieces_;
  std::vector<Slot*> free_;  // the one that is used next comes last
};

}  // namespace everstrike::mock_server
