#include "conformance/test/parity/line_process.hpp"

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

extern "C" char** environ;

namespace everstrike::conformance {
namespace {

std::vector<char*> arguments(const std::vector<std::string>& command) {
  std::vector<char*> argv;
  argv.reserve(command.size() + 1);
  // posix_spawn takes char* and doesn't write to it.
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  return argv;
}

}  // namespace

Expected<LineProcess, std::string> LineProcess::start(const std::vector<std::string>& command) {
  // A socket pair instead of two pipes: it serves both ways, and a write after the child's end can
  // be told to raise no signal.
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return Unexpected<std::string>(std::string("socketpair: ") + std::strerror(errno));
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pair[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, pair[1], STDOUT_FILENO);
  pid_t pid = -1;
  const int failure =
      posix_spawnp(&pid, command[0].c_str(), &actions, nullptr, arguments(command).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pair[1]);
  if (failure != 0) {
    close(pair[0]);
    return Unexpected<std::string>(command[0] + ": " + std::strerror(failure) +
                                   "; script/bootstrap installs what the tests need");
  }
  return LineProcess(pid, File(fdopen(pair[0], "r")));
}

LineProcess::LineProcess(LineProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), stream_(std::move(other.stream_)) {}

LineProcess::~LineProcess() {
  if (pid_ < 0) return;
  stream_.reset();
  waitpid(pid_, nullptr, 0);
}

Expected<std::string, std::string> LineProcess::ask(std::string_view line) {
  const std::string text = std::string(line) + "\n";
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t part =
        send(fileno(stream_.get()), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (part < 0) break;
    sent += static_cast<std::size_t>(part);
  }
  char* answer = nullptr;
  std::size_t capacity = 0;
  const ssize_t length = getline(&answer, &capacity, stream_.get());
  const std::unique_ptr<char, decltype(&std::free)> owner(answer, &std::free);
  if (length <= 0) return Unexpected<std::string>("the process ended; its last words stand above");
  return std::string(answer, static_cast<std::size_t>(length) - 1);
}

}  // namespace everstrike::conformance
