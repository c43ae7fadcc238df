// The poller on Linux: one epoll, edge-triggered, with a timerfd for the alarm and eventfds that
// wake one thread or stop all of them.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "mock_server/wire/poller.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::uint64_t kAlarmId = ~std::uint64_t{0};
constexpr std::uint64_t kWakeId = kAlarmId - 1;
constexpr std::uint64_t kStopId = kAlarmId - 2;
constexpr std::uint32_t kReading = EPOLLIN | EPOLLRDHUP | EPOLLET;

epoll_event event_for(std::uint32_t events, std::uint64_t id) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  return event;
}

// Takes the count out of an eventfd or timerfd; how much it was does not matter.
void clear_count(int fd) {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto n = ::read(fd, &count, sizeof count);
}

Poller::Event translated(const epoll_event& from) {
  Poller::Event event;
  event.id = from.data.u64;
  event.dead = (from.events & (EPOLLHUP | EPOLLERR)) != 0;
  event.peer_closed = event.dead || (from.events & EPOLLRDHUP) != 0;
  event.readable = event.peer_closed || (from.events & EPOLLIN) != 0;
  event.writable = (from.events & EPOLLOUT) != 0;
  return event;
}

}  // namespace

Poller::Poller() {
  epoll_fd_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll_fd_ < 0) error_ = errno;
  alarm_fd_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  watch_own(alarm_fd_, EPOLLIN | EPOLLET, kAlarmId);
  wake_fd_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  watch_own(wake_fd_, EPOLLIN | EPOLLET, kWakeId);
  stop_fd_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  watch_own(stop_fd_, EPOLLIN, kStopId);  // level-triggered: every thread is to see it
}

void Poller::watch_own(int fd, std::uint32_t events, std::uint64_t id) {
  auto event = event_for(events, id);
  const bool watched = fd >= 0 && ::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, fd, &event) == 0;
  if (!watched && error_ == 0) error_ = errno;
}

Poller::~Poller() {
  for (const int fd : {stop_fd_, wake_fd_, alarm_fd_, epoll_fd_}) {
    if (fd >= 0) ::close(fd);
  }
}

bool Poller::add(int fd, std::uint64_t id) {
  auto event = event_for(kReading, id);
  return ::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, fd, &event) == 0;
}

void Poller::watch_writing(int fd, std::uint64_t id) {
  auto event = event_for(kReading | EPOLLOUT, id);
  ::epoll_ctl(epoll_fd_, EPOLL_CTL_MOD, fd, &event);
}

void Poller::set_alarm(Time when) {
  using std::chrono::nanoseconds;
  using std::chrono::seconds;
  // steady_clock is CLOCK_MONOTONIC here; a zero time would switch the timer off.
  const auto since_boot = std::max<nanoseconds>(nanoseconds(1), when.time_since_epoch());
  const auto whole = std::chrono::duration_cast<seconds>(since_boot);
  itimerspec spec{};
  spec.it_value.tv_sec = static_cast<time_t>(whole.count());
  spec.it_value.tv_nsec = static_cast<long>((since_boot - whole).count());
  ::timerfd_settime(alarm_fd_, TFD_TIMER_ABSTIME, &spec, nullptr);
}

void Poller::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto n = ::write(wake_fd_, &one, sizeof one);
}

void Poller::stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto n = ::write(stop_fd_, &one, sizeof one);
}

std::size_t Poller::wait(std::span<Event> events) {
  std::array<epoll_event, 64> raw{};
  const auto room = std::min(raw.size(), events.size());
  const int n = ::epoll_wait(epoll_fd_, raw.data(), static_cast<int>(room), -1);
  const auto count = static_cast<std::size_t>(std::max(n, 0));
  for (std::size_t i = 0; i < count; ++i) {
    events[i] = translated(raw[i]);
    if (raw[i].data.u64 == kAlarmId) {
      clear_count(alarm_fd_);
      events[i].kind = Kind::alarm;
    } else if (raw[i].data.u64 == kWakeId) {
      clear_count(wake_fd_);
      events[i].kind = Kind::wake;
    } else if (raw[i].data.u64 == kStopId) {
      events[i].kind = Kind::stop;
    }
  }
  return count;
}

}  // namespace everstrike::mock_server
