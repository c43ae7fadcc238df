#include "command_line/processes/last_guard.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "command_line/processes/close_from.hpp"
#include "command_line/processes/descendants.hpp"
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace everstrike::command_line {
namespace {

constexpr std::size_t kPathMax = 500;
constexpr std::size_t kFilesMax = 8;

struct Message {
  enum class Kind : int { entrust, dismiss, file };
  Kind kind;
  pid_t keeper = 0;
  char path[kPathMax + 1] = {};  // ends with a NUL
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
    name_process("everstrike-last");
#ifdef __linux__
    ::prctl(PR_SET_PDEATHSIG, SIGCONT);
#endif
    // Nothing of the program that we were forked from may be kept open by us.
    ::dup2(socket, 0);
    close_from(1);
    Message message{};
    while (::recv(0, &message, sizeof message, MSG_WAITALL) == sizeof message) note(message);
    for (std::size_t i = 0; i < files_count_; ++i) ::unlink(files_[i]);
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
    if (message.kind == Message::Kind::file) {
      if (files_count_ < kFilesMax) std::memcpy(files_[files_count_++], message.path, kPathMax + 1);
      return;
    }
    const bool is_entrusted = message.kind == Message::Kind::entrust;
    for (Entrusted& one : keepers_) {
      if (one.keeper != (is_entrusted ? 0 : message.keeper)) continue;
      one = {};
      if (is_entrusted) one = {message.keeper, birth_of(message.keeper)};
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
  char files_[kFilesMax][kPathMax + 1] = {};
  std::size_t files_count_ = 0;
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

void entrust_to_last_guard(pid_t keeper) {
  last_guard().tell({.kind = Message::Kind::entrust, .keeper = keeper});
}

void dismiss_last_guard(pid_t keeper) {
  last_guard().tell({.kind = Message::Kind::dismiss, .keeper = keeper});
}

void entrust_file_to_last_guard(const std::string& path) {
  if (path.size() > kPathMax) return;
  Message message{.kind = Message::Kind::file};
  path.copy(message.path, kPathMax);
  last_guard().tell(message);
}

}  // namespace everstrike::command_line
