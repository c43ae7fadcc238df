// Waits for sockets, for one alarm time and for calls from other threads, all at once. Several
// threads may wait on one poller; each readiness is given to one of them. Readiness is
// edge-triggered: it is told when it comes, and whoever gets it must use it up (read or write
// until nothing more goes) or remember it. So a kept connection costs no system call but its own
// reads and writes.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

namespace everstrike::mock_server {

class Poller {
 public:
  enum class Kind { socket, alarm, wake, stop };
  struct Event {
    Kind kind = Kind::socket;
    std::uint64_t id = 0;  // of a socket
    bool readable = false;
    bool writable = false;
    bool peer_closed = false;  // its sending direction at least; readable then, too
    bool dead = false;         // reset, or closed in both directions
  };
  using Time = std::chrono::steady_clock::time_point;

  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  // error is the errno that kept the poller from being made (no descriptors left), 0 when it is
  // ready for use.
  [[nodiscard]] int error() const { return error_; }

  // add begins to watch `fd` for reading and for the peer's closing; false if the kernel refuses.
  // Closing a descriptor ends the watching. `id` is below 2^63.
  [[nodiscard]] bool add(int fd, std::uint64_t id);
  // watch_writing asks for an event once `fd` can be written; tells at once if it already can,
  // which makes it also the way to give other connections a turn and be called again.
  void watch_writing(int fd, std::uint64_t id);
  // set_alarm replaces the time at which one waiting thread gets the alarm event.
  void set_alarm(Time when);
  // wake gives one waiting thread a wake event; several before it is taken count as one.
  void wake();
  // stop gives every waiting thread a stop event, now and from now on.
  void stop();

  // wait fills `events` and gives how many; 0 when it was only interrupted.
  [[nodiscard]] std::size_t wait(std::span<Event> events);

 private:
  void watch_own(int fd, std::uint32_t events, std::uint64_t id);

  int error_ = 0;
  int epoll_fd_ = -1;
  int alarm_fd_ = -1;
  int wake_fd_ = -1;
  int stop_fd_ = -1;
};

}  // namespace everstrike::mock_server
