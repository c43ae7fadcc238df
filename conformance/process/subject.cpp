#include "conformance/process/subject.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "conformance/process/bounded_text.hpp"
#include "conformance/process/keeper_news.hpp"
#include "conformance/process/process_tree.hpp"
#include "conformance/process/steady_time.hpp"

namespace everstrike::conformance {
namespace {

// Reads what is there; closes nothing. Says whether more may come.
bool read_into(int fd, BoundedText& text) {
  std::array<char, 65536> buffer;
  const auto got = ::read(fd, buffer.data(), buffer.size());
  if (got > 0) text.add({buffer.data(), static_cast<std::size_t>(got)});
  return got > 0 || (got < 0 && errno == EINTR);
}

class Watch {
 public:
  // How long a keeper may take for its work once it was told to end.
  static constexpr std::int64_t kKeeperMs = 3000;

  static constexpr std::int64_t kLookMs = 200;  // between two questions of is_enough

  explicit Watch(const SubjectRun& run) : run_(run), started_(SteadyClock::now()) {}

  SubjectEnd run_to_the_end() {
    auto tree = ProcessTree::start(
        {with_order_id(run_.command, run_.order_id), client_environment(run_.environment)});
    if (!tree) {
      end_.not_started = tree.error();
      return std::move(end_);
    }
    while (news_open_ || output_open_ || error_open_) step(*tree);
    end_.output = output_.text(run_.clean);
    end_.error_output = error_.text(run_.clean);
    end_.duration_ms = ms_since(started_);
    return std::move(end_);
  }

 private:
  void step(ProcessTree& tree) {
    // A descriptor of -1 is not looked at.
    std::array<pollfd, 5> fds = {{{news_open_ ? tree.news_fd() : -1, POLLIN, 0},
                                  {output_open_ ? tree.output_fd() : -1, POLLIN, 0},
                                  {error_open_ ? tree.error_fd() : -1, POLLIN, 0},
                                  {ending_ ? -1 : run_.interrupt_fd, POLLIN, 0},
                                  {terminated_ ? -1 : run_.terminate_fd, POLLIN, 0}}};
    const auto left =
        ending_ ? kKeeperMs - ms_since(*ending_) : run_.patience.count() - ms_since(started_);
    const int wait = static_cast<int>(std::clamp<std::int64_t>(
        run_.is_enough && !ending_ ? std::min<std::int64_t>(left, kLookMs) : left, 0, 1 << 30));
    if (::poll(fds.data(), fds.size(), wait) < 0 && errno != EINTR) news_open_ = false;
    if (fds[1].revents != 0) output_open_ = read_into(tree.output_fd(), output_);
    if (fds[2].revents != 0) error_open_ = read_into(tree.error_fd(), error_);
    if (fds[0].revents != 0) {
      news_open_ = take_news(tree.news_fd(), run_.command.front(), end_);
    }
    if (ending_) {
      if (left <= 0) force(tree);
      return;
    }
    if (fds[4].revents != 0) {
      terminated_ = true;
      tree.terminate();
    }
    if (fds[3].revents != 0) {
      end_.interrupted = true;
    } else if (news_open_ && (left <= 0 || is_enough())) {
      end_.timed_out = true;
      end_.was_enough = left > 0;
    } else {
      return;
    }
    ending_ = SteadyClock::now();
    tree.end();
  }

  bool is_enough() const {
    return run_.is_enough && ms_since(started_) >= run_.soonest.count() && run_.is_enough();
  }

  // The keeper doesn't do what it was told, so the client has got hold of it.
  void force(ProcessTree& tree) {
    if (!std::exchange(forced_, true)) {
      tree.force_end();
      ending_ = SteadyClock::now();
    } else {
      news_open_ = output_open_ = error_open_ = false;
    }
  }

  const SubjectRun& run_;
  const SteadyClock::time_point started_;
  SubjectEnd end_;
  BoundedText output_;
  BoundedText error_;
  bool news_open_ = true;
  bool output_open_ = true;
  bool error_open_ = true;
  std::optional<SteadyClock::time_point> ending_;  // since when
  bool forced_ = false;
  bool terminated_ = false;
};

}  // namespace

std::vector<std::string> with_order_id(std::vector<std::string> command,
                                       const std::string& order_id) {
  constexpr std::string_view kPlace = "{id}";
  bool replaced = false;
  for (std::string& word : command) {
    for (std::size_t at = 0; (at = word.find(kPlace, at)) != std::string::npos;) {
      word.replace(at, kPlace.size(), order_id);
      at += order_id.size();
      replaced = true;
    }
  }
  if (!replaced) command.push_back(order_id);
  return command;
}

SubjectEnd run_subject(const SubjectRun& run) { return Watch(run).run_to_the_end(); }

}  // namespace everstrike::conformance
