// Which connections have something new to look at that did not come through their sockets. Any
// thread adds to it; the worker that is woken takes all. Thread-safe, and no other lock is taken
// inside but the poller's own.
#pragma once

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "mock_server/wire/poller.hpp"

namespace everstrike::mock_server {

class WakeList {
 public:
  // `poller` must outlive the list.
  explicit WakeList(Poller& poller) : poller_(poller) {}

  void add(std::uint64_t id) {
    bool is_first = false;
    {
      const std::lock_guard lock(mutex_);
      is_first = ids_.empty();
      ids_.push_back(id);
    }
    if (is_first) poller_.wake();
  }

  [[nodiscard]] std::vector<std::uint64_t> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(ids_, {});
  }

 private:
  Poller& poller_;
  std::mutex mutex_;
  std::vector<std::uint64_t> ids_;
};

}  // namespace everstrike::mock_server
