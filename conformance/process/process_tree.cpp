#include "conformance/process/process_tree.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "command_line/processes/descendants.hpp"
#include "command_line/processes/keeper.hpp"
#include "command_line/processes/last_guard.hpp"
#include "conformance/process/steady_time.hpp"

namespace everstrike::conformance {
namespace {

using Error = Unexpected<std::string>;

bool is_program(const std::string& path) {
  struct stat what = {};
  return ::stat(path.c_str(), &what) == 0 && S_ISREG(what.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

// Two descriptors that no other child inherits.
struct Pipe {
  int read = -1;
  int write = -1;

  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  bool open_sockets() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
};

void close_if_open(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

// How long a keeper may take for its work once it was told to end.
constexpr int kKeeperMs = 3000;

// Waits for a child, at most so long.
bool has_ended(pid_t child, int ms) {
  const auto begun = SteadyClock::now();
  for (;;) {
    const pid_t gone = ::waitpid(child, nullptr, WNOHANG);
    if (gone == child || (gone < 0 && errno == ECHILD)) return true;
    if (ms_since(begun) > ms) return false;
    ::poll(nullptr, 0, 1);
  }
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Expected<std::string, std::string> find_program(const std::string& name) {
  if (name.empty()) return Error("the client's command is empty");
  if (name.find('/') != std::string::npos) {
    if (is_program(name)) return name;
    return Error(name + (::access(name.c_str(), F_OK) == 0 ? ": is no program that can be run"
                                                           : ": there is no such file"));
  }
  const char* path = std::getenv("PATH");
  std::string places = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
  for (std::size_t at = 0; at <= places.size();) {
    const std::size_t end = std::min(places.find(':', at), places.size());
    const std::string place = places.substr(at, end - at);
    const std::string candidate = (place.empty() ? "." : place) + "/" + name;
    if (is_program(candidate)) return candidate;
    at = end + 1;
  }
  return Error(name + ": there is no such program in PATH");
}

Expected<ProcessTree, std::string> ProcessTree::start(const ProcessSpec& spec) {
  const auto program = find_program(spec.command.empty() ? "" : spec.command.front());
  if (!program) return Error(program.error());

  const auto arguments = pointers_to(spec.command);
  const auto environment = pointers_to(spec.environment);

  Pipe input;
  Pipe output;
  Pipe error;
  Pipe control;  // sockets, so that writing to a keeper that is gone raises no SIGPIPE
  Pipe news;
  if (!spec.is_fed) input.read = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  const bool opened = (spec.is_fed ? input.open() : input.read >= 0) && output.open() &&
                      error.open() && control.open_sockets() && news.open();
  pid_t keeper = -1;
  if (opened) keeper = ::fork();
  if (keeper == 0) {
    command_line::keep({.program = program->c_str(),
                        .arguments = arguments.data(),
                        .environment = environment.data(),
                        .input_fd = input.read,
                        .output_fd = output.write,
                        .error_fd = error.write,
                        .control_fd = control.read,
                        .news_fd = news.write});
  }
  const int problem = errno;
  int foreign[] = {input.read, output.write, error.write, control.read, news.write};
  for (int& fd : foreign) close_if_open(fd);
  ProcessTree tree;
  tree.keeper_ = keeper;
  tree.control_ = control.write;
  tree.input_ = input.write;
  if (tree.input_ >= 0) ::fcntl(tree.input_, F_SETFL, O_NONBLOCK);
  tree.output_ = output.read;
  tree.error_ = error.read;
  tree.news_ = news.read;
  if (keeper > 0) command_line::entrust_to_last_guard(keeper);
  if (keeper < 0) return Error(std::string("no process can be started: ") + std::strerror(problem));
  return tree;
}

ProcessTree::ProcessTree(ProcessTree&& other) noexcept
    : keeper_(std::exchange(other.keeper_, -1)),
      control_(std::exchange(other.control_, -1)),
      input_(std::exchange(other.input_, -1)),
      output_(std::exchange(other.output_, -1)),
      error_(std::exchange(other.error_, -1)),
      news_(std::exchange(other.news_, -1)) {}

ProcessTree::~ProcessTree() {
  close_if_open(control_);  // which tells the keeper to end everything
  if (keeper_ > 0 && !has_ended(keeper_, kKeeperMs)) {
    force_end();
    (void)has_ended(keeper_, kKeeperMs);
  }
  if (keeper_ > 0) command_line::dismiss_last_guard(keeper_);
  close_if_open(input_);
  close_if_open(output_);
  close_if_open(error_);
  close_if_open(news_);
}

void ProcessTree::close_input() { close_if_open(input_); }

void ProcessTree::terminate() { command_keeper(SIGTERM); }

void ProcessTree::end() { command_keeper(command_line::kEndAll); }

void ProcessTree::force_end() {
  if (keeper_ > 0) command_line::end_tree(keeper_);
}

void ProcessTree::command_keeper(char letter) {
  // The keeper may be gone already.
  [[maybe_unused]] const auto sent = ::send(control_, &letter, 1, MSG_NOSIGNAL);
}

}  // namespace everstrike::conformance
