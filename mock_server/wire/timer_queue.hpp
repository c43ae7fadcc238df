// The timers of all connections behind one lock, with the poller's alarm set to the earliest.
// Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "mock_server/wire/poller.hpp"
#include "mock_server/wire/timer_heap.hpp"

namespace everstrike::mock_server {

class TimerQueue {
 public:
  // `poller` must outlive the queue.
  explicit TimerQueue(Poller& poller) : poller_(poller) {}

  void set(std::uint64_t id, TimerHeap::Time when);
  void remove(std::uint64_t id);
  // take_due gives the ids whose time has come, and sets the alarm for the next one.
  [[nodiscard]] std::vector<std::uint64_t> take_due(TimerHeap::Time now);

 private:
  void set_alarm_if_earlier();

  Poller& poller_;
  std::mutex mutex_;
  TimerHeap heap_;
  TimerHeap::Time alarm_ = TimerHeap::Time::max();  // what the poller was told
};

}  // namespace everstrike::mock_server
