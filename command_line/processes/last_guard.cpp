#include "command_line/processes/last_guard.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "command_line/processes/close_from.hpp"
#include "command_line/processes/descendants.hpp"
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace everstrike::command_line {
namespace {

struct Message {
  bool is_entrusted;
  pid_t keeper;
};

struct Entrusted {
  pid_t keeper = 0;
  std::uint64_t birth = 0;
};

// The guard's own side; like a keeper it makes system calls only.
class Guard {
 public:
  [[noreturn]] void work(int socket) {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    ::setsid();
#ifdef __linux__
    ::prctl(PR_SET_NAME, "everstrike-last");
    ::prctl(PR_SET_PDEATHSIG, SIGCONT);
#endif
    // Nothing of the program that we were forked from may be kept open by us.
    ::dup2(socket, 0);
    close_from(1);
    Message message{};
    while (::read(0, &message, sizeof message) == sizeof message) note(message);
    // Keepers see the same end; what they can do themselves they have done soon.
    constexpr int kNapMs = 20;
    constexpr int kNaps = 100;
    for (int i = 0; i < kNaps && any_left(); ++i) ::poll(nullptr, 0, kNapMs);
    for (const Entrusted& one : keepers_) {
      if (is_left(one)) end_tree(one.keeper);
    }
    ::_exit(0);
  }

 private:
  void note(const Message& message) {
    for (Entrusted& one : keepers_) {
      if (one.keeper != (message.is_entrusted ? 0 : message.keeper)) continue;
      one = {};
      if (message.is_entrusted) one = {message.keeper, birth_of(message.keeper)};
      return;
    }
  }
  static bool is_left(const Entrusted& one) {
    return one.keeper != 0 && one.birth != 0 && birth_of(one.keeper) == one.birth;
  }
  bool any_left() const {
    for (const Entrusted& one : keepers_) {
      if (is_left(one)) return true;
    }
    return false;
  }

  std::array<Entrusted, 1024> keepers_ = {};
};

// Our side. Its end at exit is the guard's end.
class LastGuard {
 public:
  LastGuard() {
    std::array<int, 2> ends = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) Guard().work(ends[1]);
    ::close(ends[1]);
    socket_ = ends[0];
  }
  ~LastGuard() {
    if (socket_ >= 0) ::close(socket_);
    if (pid_ > 0) ::kill(pid_, SIGKILL);  // all keepers are gone by now
    while (pid_ > 0 && ::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  void tell(const Message& message) const {
    if (socket_ >= 0) (void)!::send(socket_, &message, sizeof message, MSG_NOSIGNAL);
  }

 private:
  pid_t pid_ = -1;
  int socket_ = -1;
};

const LastGuard& last_guard() {
  static const LastGuard guard;
  return guard;
}

}  // namespace

void entrust_to_last_guard(pid_t keeper) { last_guard().tell({true, keeper}); }

void dismiss_last_guard(pid_t keeper) { last_guard().tell({false, keeper}); }

}  // namespace everstrike::command_line
