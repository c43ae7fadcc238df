#include "conformance/process/resident_process.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <utility>

#include "conformance/process/keeper_news.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::int64_t kKeeperMaxMs = 3000;  // for its work once it was told to end
constexpr std::int64_t kLookEveryMs = 200;   // between two questions of is_enough
constexpr std::size_t kLineMax = 1024 * 1024;

// A client that is gone must not end us by a signal.
ssize_t write_quietly(int fd, std::string_view bytes) {
  sigset_t broken_pipe;
  sigset_t before;
  ::sigemptyset(&broken_pipe);
  ::sigaddset(&broken_pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
  const auto written = ::write(fd, bytes.data(), bytes.size());
  const int problem = errno;
  if (written < 0 && problem == EPIPE) {
    const timespec now{};
    while (::sigtimedwait(&broken_pipe, nullptr, &now) < 0 && errno == EINTR) {
    }
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = problem;
  return written;
}

// Nothing more that can be read now.
bool is_drained(int fd) {
  pollfd one{fd, POLLIN, 0};
  return ::poll(&one, 1, 0) <= 0;
}

}  // namespace

ResidentProcess::ResidentProcess(ProcessSpec spec) : spec_(std::move(spec)) { spec_.is_fed = true; }

Expected<void, std::string> ResidentProcess::start() {
  auto tree = ProcessTree::start(spec_);
  if (!tree) return Unexpected<std::string>(tree.error());
  tree_.emplace(std::move(*tree));
  news_open_ = output_open_ = error_open_ = true;
  ending_.reset();
  forced_ = false;
  line_.clear();
  lines_.clear();
  return {};
}

SubjectEnd ResidentProcess::ask(const LineQuestion& question) {
  asked_ = SteadyClock::now();
  if (!tree_) return {};
  unwritten_ = question.line + "\n";
  // What it wrote behind its last answer.
  for (std::size_t at = 0; at < lines_.size() && !end_.answered;) {
    const auto to = lines_.find('\n', at);
    take_line(std::string_view(lines_).substr(at, to - at), question);
    at = to + 1;
    if (end_.answered) lines_.erase(0, at);
  }
  if (!end_.answered) lines_.clear();
  wait(Wait::for_answer, question);
  if (error_open_ && tree_ && !is_drained(tree_->error_fd())) read_error();
  return ended();
}

void ResidentProcess::close_input() {
  if (tree_) tree_->close_input();
}

SubjectEnd ResidentProcess::finish(std::chrono::milliseconds patience, int interrupt_fd) {
  asked_ = SteadyClock::now();
  if (!tree_) return {};
  unwritten_.clear();
  if (!lines_.empty()) output_.add(std::exchange(lines_, {}));
  close_input();
  wait(Wait::for_end, {.line = {},
                       .is_answer = [](std::string_view) { return false; },
                       .patience = patience,
                       .is_enough = {},
                       .interrupt_fd = interrupt_fd});
  return ended();
}

SubjectEnd ResidentProcess::ended() {
  if (!news_open_ && !output_open_ && !error_open_) {
    if (!line_.empty()) output_.add(std::exchange(line_, {}));
    tree_.reset();
  }
  SubjectEnd end = std::exchange(end_, {});
  end.output = std::exchange(output_, BoundedText()).text();
  end.error_output = std::exchange(error_, BoundedText()).text();
  end.duration_ms = ms_since(asked_);
  return end;
}

void ResidentProcess::wait(Wait what, const LineQuestion& question) {
  while (!(what == Wait::for_answer && end_.answered) &&
         (news_open_ || output_open_ || error_open_)) {
    step(what, question);
  }
}

void ResidentProcess::step(Wait what, const LineQuestion& question) {
  // A descriptor of -1 is not looked at.
  std::array<pollfd, 5> fds = {{{news_open_ ? tree_->news_fd() : -1, POLLIN, 0},
                                {output_open_ ? tree_->output_fd() : -1, POLLIN, 0},
                                {error_open_ ? tree_->error_fd() : -1, POLLIN, 0},
                                {ending_ ? -1 : question.interrupt_fd, POLLIN, 0},
                                {unwritten_.empty() ? -1 : tree_->input_fd(), POLLOUT, 0}}};
  const auto left =
      ending_ ? kKeeperMaxMs - ms_since(*ending_) : question.patience.count() - ms_since(asked_);
  const bool looks = question.is_enough && !ending_;
  const auto nap =
      std::clamp<std::int64_t>(looks ? std::min(left, kLookEveryMs) : left, 0, 1 << 30);
  if (::poll(fds.data(), fds.size(), static_cast<int>(nap)) < 0 && errno != EINTR) {
    news_open_ = false;
  }
  if (fds[2].revents != 0) read_error();
  if (fds[1].revents != 0) read_output(question);
  if (what == Wait::for_answer && end_.answered) return;
  if (fds[0].revents != 0) {
    news_open_ = take_news(tree_->news_fd(), spec_.command.front(), end_);
  }
  if (fds[4].revents != 0) write_some();
  if (ending_) {
    if (left <= 0) end_tree();
    return;
  }
  if (fds[3].revents != 0) {
    end_.interrupted = true;
  } else if (news_open_ && !has_ended() && left <= 0) {
    end_.timed_out = true;
  } else if (news_open_ && looks && ms_since(asked_) >= question.soonest.count() &&
             question.is_enough()) {
    end_.timed_out = end_.was_enough = true;
  } else {
    return;
  }
  end_tree();
}

// First by the keeper; should that not do what it is told, without it.
void ResidentProcess::end_tree() {
  if (!ending_) {
    tree_->end();
  } else if (!std::exchange(forced_, true)) {
    tree_->force_end();
  } else {
    news_open_ = output_open_ = error_open_ = false;
  }
  ending_ = SteadyClock::now();
}

void ResidentProcess::write_some() {
  const auto written = write_quietly(tree_->input_fd(), unwritten_);
  if (written > 0) {
    unwritten_.erase(0, static_cast<std::size_t>(written));
  } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
    unwritten_.clear();  // it doesn't listen any more
  }
}

void ResidentProcess::take_line(std::string_view line, const LineQuestion& question) {
  std::string_view text = line;
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (question.is_answer(text)) {
    end_.answered = true;
  } else {
    output_.add(line);
    output_.add("\n");
  }
}

void ResidentProcess::read_output(const LineQuestion& question) {
  std::array<char, 65536> buffer;
  const auto got = ::read(tree_->output_fd(), buffer.data(), buffer.size());
  if (got < 0 && errno == EINTR) return;
  if (got <= 0) {
    output_open_ = false;
    return;
  }
  line_.append(buffer.data(), static_cast<std::size_t>(got));
  std::size_t at = 0;
  for (auto to = line_.find('\n'); to != std::string::npos; to = line_.find('\n', at)) {
    const auto line = std::string_view(line_).substr(at, to - at);
    if (end_.answered) {
      lines_.append(line).append("\n");
    } else {
      take_line(line, question);
    }
    at = to + 1;
  }
  line_.erase(0, at);
  if (line_.size() > kLineMax) output_.add(std::exchange(line_, {}));
}

void ResidentProcess::read_error() {
  std::array<char, 65536> buffer;
  const auto got = ::read(tree_->error_fd(), buffer.data(), buffer.size());
  if (got > 0) error_.add({buffer.data(), static_cast<std::size_t>(got)});
  error_open_ = got > 0 || (got < 0 && errno == EINTR);
}

}  // namespace everstrike::conformance
