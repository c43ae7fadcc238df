#include "mock_server/wire/timer_queue.hpp"

namespace everstrike::mock_server {

void TimerQueue::set(std::uint64_t id, TimerHeap::Time when) {
  const std::lock_guard lock(mutex_);
  heap_.set(id, when);
  set_alarm_if_earlier();
}

void TimerQueue::remove(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  heap_.remove(id);  // an alarm that comes for nothing does no harm
}

std::vector<std::uint64_t> TimerQueue::take_due(TimerHeap::Time now) {
  const std::lock_guard lock(mutex_);
  auto due = heap_.take_due(now);
  alarm_ = TimerHeap::Time::max();
  set_alarm_if_earlier();
  return due;
}

void TimerQueue::set_alarm_if_earlier() {
  const auto earliest = heap_.earliest();
  if (!earliest || *earliest >= alarm_) return;
  alarm_ = *earliest;
  poller_.set_alarm(alarm_);
}

}  // namespace everstrike::mock_server
