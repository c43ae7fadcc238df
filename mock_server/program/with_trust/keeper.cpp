#include "mock_server/program/with_trust/keeper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
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
#include "command_line/processes/keeper.hpp"
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

// The keeper's own side, until it knows what to keep. Its socket's end means that the mock is gone.
[[noreturn]] void receive_and_keep(int socket, pid_t group,
                                   const command_line::CommandSignals& signals) {
  auto command = receive_list(socket);
  auto environment = receive_list(socket);
  auto folder = receive_text(socket);
  if (!command || !environment || !folder) ::_exit(0);
  const auto arguments = pointers(*command);
  const auto variables = pointers(*environment);
  command_line::KeeperStart start{.program = arguments.front(),
                                  .arguments = arguments.data(),
                                  .environment = variables.data(),
                                  .control_fd = socket,
                                  .news_fd = socket,
                                  .group = group,
                                  .signals = &signals};
  start.argument = &*folder;
  start.at_end = [](void* argument) {
    const auto& name = *static_cast<const std::string*>(argument);
    if (!name.empty()) remove_trust_folder(name);
  };
  command_line::keep(start);
}

// From whom a signal came: the kernel speaks for the terminal, to the whole group.
bool is_from_terminal(const signalfd_siginfo& signal) { return signal.ssi_code == SI_KERNEL; }

void note(const command_line::KeeperNews& news, std::optional<CommandEnd>& end) {
  using Kind = command_line::KeeperNews::Kind;
  if (news.kind == Kind::not_started) end = CommandEnd{.start_error = news.value};
  if (news.kind == Kind::ended && !end) end = CommandEnd{.wait_status = news.value};
}

}  // namespace

Expected<Keeper, std::string> Keeper::start() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return Unexpected<std::string>("no socket: " + std::generic_category().message(errno));
  }
  command_line::CommandSignals inherited{};
  const pid_t group = ::getpgrp();
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
    ::setpgid(0, 0);
    receive_and_keep(ends[1], group, inherited);
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
  std::optional<CommandEnd> end;
  while (true) {
    if (::poll(watched.data(), watched.size(), -1) < 0) continue;
    if (watched[1].revents != 0) {
      signalfd_siginfo signal{};
      if (::read(signals, &signal, sizeof signal) == sizeof signal && !is_from_terminal(signal)) {
        const auto number = static_cast<char>(signal.ssi_signo);
        (void)send_all(socket_, &number, sizeof number);
      }
    }
    if (watched[0].revents == 0) continue;
    if (command_line::KeeperNews news{}; receive_all(socket_, &news, sizeof news)) {
      note(news, end);
      continue;
    }
    // Should somebody have killed the keeper, the command was killed with it, and what it started
    // fell to us.
    command_line::end_descendants();
    if (!folder_.empty()) remove_trust_folder(folder_);
    ::close(signals);
    return end.value_or(CommandEnd{.wait_status = SIGKILL});
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
