#include "conformance/vectors/filter.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <utility>

namespace everstrike::conformance {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kErrorBytesKept = 4096;

struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    // Without pipe2 everywhere, a fork in another thread could inherit the ends for a moment.
    if (::pipe(ends.data()) == 0) {
      read = ends[0];
      write = ends[1];
      for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(read);
    close(write);
  }
  static void close(int& end) {
    if (end >= 0) ::close(std::exchange(end, -1));
  }
};

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  for (const auto& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

class Filter {
 public:
  explicit Filter(const FilterRun& run) : run_(run), deadline_(Clock::now() + run.patience) {}

  FilterEnd work() {
    if (!start()) return std::move(end_);
    talk();
    finish();
    return std::move(end_);
  }

 private:
  bool start() {
    // One at a time, so that no child gets hold of another one's pipe and keeps it open.
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    input_.emplace();
    output_.emplace();
    errors_.emplace();
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input_->read, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output_->write, 1);
    ::posix_spawn_file_actions_adddup2(&actions, errors_->write, 2);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t usual;
    ::sigemptyset(&usual);
    ::sigaddset(&usual, SIGPIPE);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &usual);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const auto arguments = pointers(run_.command);
    const auto environment = pointers(run_.environment);
    const int error = ::posix_spawnp(&pid_, arguments[0], &actions, &attributes, arguments.data(),
                                     environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    Pipe::close(input_->read);
    Pipe::close(output_->write);
    Pipe::close(errors_->write);
    if (error != 0) end_.not_started = run_.command[0] + ": " + std::strerror(error);
    return error == 0;
  }

  void talk() {
    ::fcntl(input_->write, F_SETFL, O_NONBLOCK);
    if (run_.input.empty()) Pipe::close(input_->write);
    while (output_->read >= 0 || errors_->read >= 0) {
      std::array<pollfd, 4> waited = {
          pollfd{input_->write, POLLOUT, 0}, pollfd{output_->read, POLLIN, 0},
          pollfd{errors_->read, POLLIN, 0}, pollfd{run_.interrupt_fd, POLLIN, 0}};
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
      const int ready = left.count() <= 0 ? 0
                                          : ::poll(waited.data(), waited.size(),
                                                   static_cast<int>(left.count()) + 1);
      if (ready < 0 && errno == EINTR) continue;
      end_.timed_out = ready <= 0;
      end_.interrupted = ready > 0 && waited[3].revents != 0;
      if (end_.timed_out || end_.interrupted) return;
      if (waited[0].revents != 0) give_input();
      if (waited[1].revents != 0) take(output_->read, end_.output);
      if (waited[2].revents != 0) take(errors_->read, end_.error_output);
      if (end_.output.size() > run_.output_bytes_max) return;
      if (end_.error_output.size() > 2 * kErrorBytesKept) {
        end_.error_output.erase(0, end_.error_output.size() - kErrorBytesKept);
      }
    }
  }

  void give_input() {
    const auto rest = std::string_view(run_.input).substr(given_);
    const auto written = ::write(input_->write, rest.data(), rest.size());
    if (written > 0) given_ += static_cast<std::size_t>(written);
    const bool gone = written < 0 && errno != EAGAIN && errno != EINTR;
    if (gone || given_ == run_.input.size()) Pipe::close(input_->write);
  }

  static void take(int& from, std::string& into) {
    std::array<char, 65536> buffer;
    const auto got = ::read(from, buffer.data(), buffer.size());
    if (got > 0) {
      into.append(buffer.data(), static_cast<std::size_t>(got));
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      Pipe::close(from);
    }
  }

  // The program has closed its output or is not listened to any more: that is its end.
  void finish() {
    Pipe::close(input_->write);
    int status = 0;
    bool ended = false;
    while (!end_.timed_out && !end_.interrupted && !ended && Clock::now() < deadline_) {
      ended = ::waitpid(pid_, &status, WNOHANG) == pid_;
      if (!ended) ::poll(nullptr, 0, 2);
    }
    ::kill(-pid_, SIGKILL);
    if (!ended) {
      end_.timed_out = !end_.interrupted;
      while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
      }
    }
    if (WIFEXITED(status)) end_.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) end_.signal = WTERMSIG(status);
  }

  const FilterRun& run_;
  Clock::time_point deadline_;
  std::optional<Pipe> input_;
  std::optional<Pipe> output_;
  std::optional<Pipe> errors_;
  pid_t pid_ = -1;
  std::size_t given_ = 0;
  FilterEnd end_;
};

}  // namespace

FilterEnd run_filter(const FilterRun& run) { return Filter(run).work(); }

}  // namespace everstrike::conformance
