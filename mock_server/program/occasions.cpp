#include "mock_server/program/occasions.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "command_line/exit_code.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::array kEndingSignals = {SIGTERM, SIGINT};
constexpr char kTold = 0;  // no signal has this number

// A handler may do little, but write(2) is among it: the pipe carries a signal's number as a byte.
std::array<int, 2> pipe_ends = {-1, -1};

void put(char occasion) noexcept {
  const int cause = errno;
  // Full, it holds more occasions of every kind than are read one by one.
  [[maybe_unused]] const auto written = ::write(pipe_ends[1], &occasion, 1);
  errno = cause;
}

void on_signal(int number) { put(static_cast<char>(number)); }
void on_second_signal(int /*number*/) {
  ::_exit(command_line::to_int(command_line::ExitCode::interrupted));
}

sigset_t all_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : kEndingSignals) sigaddset(&set, number);
  sigaddset(&set, SIGHUP);
  return set;
}

// Whether standard input has come to its end.
bool is_at_end() {
  std::array<char, 4096> thrown_away;
  const auto count = ::read(STDIN_FILENO, thrown_away.data(), thrown_away.size());
  return count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN);
}

}  // namespace

Occasions::Occasions() {
  const sigset_t set = all_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  if (::pipe(pipe_ends.data()) != 0) std::abort();
  for (const int end : pipe_ends) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
}

void Occasions::tell() noexcept { put(kTold); }

Occasion Occasions::wait(bool minds_standard_input) {
  if (!is_listening_) {
    is_listening_ = true;
    for (const int number : kEndingSignals) ::signal(number, &on_signal);
    ::signal(SIGHUP, &on_signal);
    const sigset_t set = all_signals();
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  }
  while (true) {
    char occasion = kTold;
    if (::read(pipe_ends[0], &occasion, 1) == 1) {
      if (occasion == kTold) return Occasion::told;
      return occasion == SIGHUP ? Occasion::hangup : Occasion::end;
    }
    std::array<pollfd, 2> watched = {pollfd{.fd = pipe_ends[0], .events = POLLIN, .revents = 0},
                                     pollfd{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0}};
    if (::poll(watched.data(), minds_standard_input ? 2 : 1, -1) < 0) continue;
    if (minds_standard_input && watched[1].revents != 0 && is_at_end()) return Occasion::end;
  }
}

void Occasions::end_at_once() {
  for (const int number : kEndingSignals) ::signal(number, &on_second_signal);
}

}  // namespace everstrike::mock_server
