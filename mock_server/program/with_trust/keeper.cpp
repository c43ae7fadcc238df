#include "mock_server/program/with_trust/keeper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include "command_line/processes/descendants.hpp"
#include "mock_server/program/with_trust/trust_folder.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::array kForwarded = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCONT};

sigset_t set_of_forwarded() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : kForwarded) sigaddset(&set, number);
  return set;
}

bool send_all(int socket, const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const auto sent = ::send(socket, at, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    at += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int socket, void* bytes, std::size_t size) {
  char* at = static_cast<char*>(bytes);
  while (size > 0) {
    const auto got = ::recv(socket, at, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool send_text(int socket, const std::string& text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  return send_all(socket, &size, sizeof size) && send_all(socket, text.data(), size);
}

std::optional<std::string> receive_text(int socket) {
  std::uint32_t size = 0;
  if (!receive_all(socket, &size, sizeof size)) return std::nullopt;
  std::string text(size, '\0');
  if (!receive_all(socket, text.data(), size)) return std::nullopt;
  return text;
}

bool send_list(int socket, const std::vector<std::string>& list) {
  const auto count = static_cast<std::uint32_t>(list.size());
  bool is_sent = send_all(socket, &count, sizeof count);
  for (const std::string& text : list) is_sent = is_sent && send_text(socket, text);
  return is_sent;
}

std::optional<std::vector<std::string>> receive_list(int socket) {
  std::uint32_t count = 0;
  if (!receive_all(socket, &count, sizeof count)) return std::nullopt;
  std::vector<std::string> list(count);
  for (std::string& text : list) {
    auto received = receive_text(socket);
    if (!received) return std::nullopt;
    text = std::move(*received);
  }
  return list;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

// What the command is to find as if the mock were not there.
struct Inherited {
  sigset_t mask;
  struct sigaction on_broken_pipe;
  pid_t group;
};

// The keeper's own side. It talks to the mock through one socket, whose end means that the mock is
// gone.
class KeeperProcess {
 public:
  KeeperProcess(int socket, Inherited inherited) : socket_(socket), inherited_(inherited) {}

  [[noreturn]] void work() {
    ::setpgid(0, 0);
    ::prctl(PR_SET_NAME, "everstrike-keep");
    command_line::adopt_orphans();
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &children, nullptr);
    const int ends = ::signalfd(-1, &children, SFD_CLOEXEC);

    auto command = receive_list(socket_);
    auto environment = receive_list(socket_);
    auto folder = receive_text(socket_);
    if (command && environment && folder) {
      folder_ = std::move(*folder);
      start(*command, *environment);
      while (watch(ends)) {
      }
    }
    command_line::end_descendants();
    if (!folder_.empty()) remove_trust_folder(folder_);
    if (end_) (void)send_all(socket_, &*end_, sizeof *end_);
    ::_exit(0);
  }

 private:
  void start(std::vector<std::string>& command, std::vector<std::string>& environment) {
    std::array<int, 2> failure{};
    if (::pipe2(failure.data(), O_CLOEXEC) != 0) {
      end_ = CommandEnd{.start_error = errno};
      return;
    }
    child_ = ::fork();
    if (child_ == 0) become(command, environment, failure[1]);
    ::close(failure[1]);
    int error = child_ < 0 ? errno : 0;
    if (child_ > 0 && ::read(failure[0], &error, sizeof error) != sizeof error) error = 0;
    ::close(failure[0]);
    if (error != 0) end_ = CommandEnd{.start_error = error};
  }

  [[noreturn]] void become(std::vector<std::string>& command, std::vector<std::string>& environment,
                           int failure) {
    const pid_t keeper = ::getppid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != keeper) ::_exit(1);
    ::setpgid(0, inherited_.group);
    ::sigaction(SIGPIPE, &inherited_.on_broken_pipe, nullptr);
    ::sigprocmask(SIG_SETMASK, &inherited_.mask, nullptr);
    const auto arguments = pointers(command);
    const auto variables = pointers(environment);
    // execvpe looks the program up in this process's own PATH.
    environ = const_cast<char**>(variables.data());
    ::execvp(arguments.front(), arguments.data());
    const int error = errno;
    const auto ignored = ::write(failure, &error, sizeof error);
    (void)ignored;
    ::_exit(127);
  }

  // Gives false when there is nothing left to watch.
  bool watch(int ends) {
    if (end_) return false;
    std::array<pollfd, 2> watched = {{{.fd = socket_, .events = POLLIN, .revents = 0},
                                      {.fd = ends, .events = POLLIN, .revents = 0}}};
    if (::poll(watched.data(), watched.size(), -1) < 0) return errno == EINTR;
    if (watched[1].revents != 0) {
      signalfd_siginfo ignored{};
      (void)!::read(ends, &ignored, sizeof ignored);
      reap();
    }
    if (watched[0].revents != 0 && !end_) {
      int number = 0;
      if (!receive_all(socket_, &number, sizeof number)) return false;
      ::kill(child_, number);
    }
    return !end_;
  }

  void reap() {
    int status = 0;
    for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0;
         pid = ::waitpid(-1, &status, WNOHANG)) {
      if (pid == child_) end_ = CommandEnd{.wait_status = status};
    }
  }

  const int socket_;
  const Inherited inherited_;
  pid_t child_ = -1;
  std::optional<CommandEnd> end_;
  std::string folder_;
};

// From whom a signal came: the kernel speaks for the terminal, to the whole group.
bool is_from_terminal(const signalfd_siginfo& signal) { return signal.ssi_code == SI_KERNEL; }

}  // namespace

Expected<Keeper, std::string> Keeper::start() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return Unexpected<std::string>("no socket: " + std::generic_category().message(errno));
  }
  Inherited inherited{};
  inherited.group = ::getpgrp();
  const sigset_t forwarded = set_of_forwarded();
  ::sigprocmask(SIG_BLOCK, &forwarded, &inherited.mask);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &inherited.on_broken_pipe);
  command_line::adopt_orphans();
  const pid_t pid = ::fork();
  if (pid < 0) {
    return Unexpected<std::string>("no process: " + std::generic_category().message(errno));
  }
  if (pid == 0) {
    ::close(ends[0]);
    KeeperProcess(ends[1], inherited).work();
  }
  ::close(ends[1]);
  return Keeper(pid, ends[0]);
}

Keeper::Keeper(Keeper&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      socket_(std::exchange(other.socket_, -1)),
      folder_(std::move(other.folder_)) {}

Keeper::~Keeper() {
  if (socket_ < 0) return;
  ::close(socket_);
  ::waitpid(pid_, nullptr, 0);
}

bool Keeper::run(const std::vector<std::string>& command,
                 const std::vector<std::string>& environment, const std::string& folder) {
  folder_ = folder;
  return send_list(socket_, command) && send_list(socket_, environment) &&
         send_text(socket_, folder);
}

CommandEnd Keeper::wait() {
  const sigset_t forwarded = set_of_forwarded();
  const int signals = ::signalfd(-1, &forwarded, SFD_CLOEXEC);
  std::array<pollfd, 2> watched = {{{.fd = socket_, .events = POLLIN, .revents = 0},
                                    {.fd = signals, .events = POLLIN, .revents = 0}}};
  CommandEnd end;
  while (true) {
    if (::poll(watched.data(), watched.size(), -1) < 0) continue;
    if (watched[1].revents != 0) {
      signalfd_siginfo signal{};
      if (::read(signals, &signal, sizeof signal) == sizeof signal && !is_from_terminal(signal)) {
        const int number = static_cast<int>(signal.ssi_signo);
        (void)send_all(socket_, &number, sizeof number);
      }
    }
    if (watched[0].revents == 0) continue;
    if (!receive_all(socket_, &end, sizeof end)) {
      // Somebody has killed the keeper: the command was killed with it, what it started fell to us.
      end.wait_status = SIGKILL;
      command_line::end_descendants();
      if (!folder_.empty()) remove_trust_folder(folder_);
    }
    ::close(signals);
    return end;
  }
}

void end_like(const CommandEnd& end) {
  if (WIFSIGNALED(end.wait_status)) {
    const int number = WTERMSIG(end.wait_status);
    const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};  // there is one already, the command's
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::signal(number, SIG_DFL);
    sigset_t only_it;
    sigemptyset(&only_it);
    sigaddset(&only_it, number);
    ::raise(number);
    ::pthread_sigmask(SIG_UNBLOCK, &only_it, nullptr);
    ::_exit(128 + number);
  }
  ::_exit(WEXITSTATUS(end.wait_status));
}

}  // namespace everstrike::mock_server
