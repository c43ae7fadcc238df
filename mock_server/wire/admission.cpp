#include "mock_server/wire/admission.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace everstrike::mock_server {
namespace {

// Descriptors kept free for everything that is not a connection.
constexpr rlim_t kReserve = 16;
constexpr std::chrono::milliseconds kRetryPause{50};

int highest_admitted_fd() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
    return std::numeric_limits<int>::max();
  }
  const auto highest = limit.rlim_cur - std::min(kReserve, limit.rlim_cur / 4) - 1;
  return static_cast<int>(std::min<rlim_t>(highest, std::numeric_limits<int>::max()));
}

// The lowest number that is free now. Of none a negative one, when there is something to be
// duplicated at all; -1 is below every limit.
int lowest_free_fd() {
  const int probe = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
  if (probe >= 0) ::close(probe);
  const bool none_left = probe < 0 && (errno == EMFILE || errno == ENFILE);
  return none_left ? std::numeric_limits<int>::max() : probe;
}

bool can_open_another() { return lowest_free_fd() != std::numeric_limits<int>::max(); }

}  // namespace

Admission::Admission(std::size_t connections_max)
    : connections_max_(connections_max), fd_max_(highest_admitted_fd()) {}

bool Admission::admits(int fd, std::size_t connections_open) const {
  if (connections_open >= connections_max_) return false;
  return fd <= fd_max_ || lowest_free_fd() <= fd_max_;
}

bool Admission::has_room() const { return lowest_free_fd() <= fd_max_; }

void Admission::wait_for_a_descriptor(int last_fd) {
  if (last_fd <= fd_max_) return;
  std::unique_lock lock(mutex_);
  while (!stopping_ && !can_open_another()) changed_.wait_for(lock, kRetryPause);
}

void Admission::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

}  // namespace everstrike::mock_server
