#include "client/connection_watch.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>

namespace everstrike::client {
namespace {

#ifdef __linux__
// glibc's own struct tcp_info ends before tcpi_bytes_received, and <linux/tcp.h> clashes with
// <netinet/tcp.h>; its place is part of the kernel's interface (8 bytes at offset 128, Linux 4.1).
std::uint64_t bytes_received(int socket) {
  struct Info {
    unsigned char before[128];
    std::uint64_t bytes_received;
  } info{};
  static_assert(offsetof(Info, bytes_received) == 128);
  socklen_t length = sizeof info;
  if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return 0;
  return length >= sizeof info ? info.bytes_received : 0;
}
#else
std::uint64_t bytes_received(int /*socket*/) { return 0; }
#endif

constexpr std::chrono::milliseconds kTick{20};  // how often the amount is looked at

}  // namespace

ConnectionWatch::ConnectionWatch(std::chrono::steady_clock::time_point deadline,
                                 std::uint64_t bytes_max)
    : deadline_(deadline), bytes_max_(bytes_max), thread_([this] { watch(); }) {}

ConnectionWatch::~ConnectionWatch() {
  {
    const std::lock_guard lock(mutex_);
    is_done_ = true;
  }
  changed_.notify_one();
  thread_.join();
  if (socket_ >= 0) ::close(socket_);
}

void ConnectionWatch::adopt(int socket) {
  const int duplicate = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
  const std::lock_guard lock(mutex_);
  if (socket_ >= 0) ::close(socket_);
  socket_ = duplicate;
}

ConnectionWatch::Verdict ConnectionWatch::verdict() const {
  const std::lock_guard lock(mutex_);
  return verdict_;
}

void ConnectionWatch::watch() {
  std::unique_lock lock(mutex_);
  while (!is_done_) {
    if (verdict_ == Verdict::none) verdict_ = judge();
    // Again and again: a socket that is adopted late must not escape.
    if (verdict_ != Verdict::none && socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
    const auto now = std::chrono::steady_clock::now();
    const auto wake = verdict_ == Verdict::none ? std::min(deadline_, now + kTick) : now + kTick;
    changed_.wait_until(lock, wake, [this] { return is_done_; });
  }
}

ConnectionWatch::Verdict ConnectionWatch::judge() const {
  if (std::chrono::steady_clock::now() >= deadline_) return Verdict::too_late;
  if (socket_ >= 0 && bytes_received(socket_) > bytes_max_) return Verdict::too_much;
  return Verdict::none;
}

}  // namespace everstrike::client
