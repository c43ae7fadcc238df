// Entries come from the threads that answer, each soon after it was numbered and so not always in
// the order of the numbers; whoever judges them wants that order. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "mock_server/journal/entry.hpp"

namespace everstrike::conformance {

class EntriesInOrder {
 public:
  using Take = std::function<void(mock_server::Entry)>;
  // `take` is called for one entry at a time.
  explicit EntriesInOrder(Take take) : take_(std::move(take)) {}

  void note(const mock_server::Entry& entry) {
    const std::lock_guard lock(mutex_);
    early_.emplace(entry.number, entry);
    while (!early_.empty() && early_.begin()->first == next_) hand_over();
  }
  // finish hands over what still waits for one before it, which will not come any more.
  void finish() {
    const std::lock_guard lock(mutex_);
    while (!early_.empty()) hand_over();
  }

 private:
  void hand_over() {
    auto node = early_.extract(early_.begin());
    next_ = node.key() + 1;
    take_(std::move(node.mapped()));
  }

  const Take take_;
  std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::map<std::uint64_t, mock_server::Entry> early_;
};

}  // namespace everstrike::conformance
