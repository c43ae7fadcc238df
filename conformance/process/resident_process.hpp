// A client that stays: one process that is asked many times, each time by a line on its standard
// input, and answers by a line on its standard output. What else it writes is kept, per question.
// One that dies, or is ended for want of an answer, has to be started again. Used by one thread at
// a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/process/bounded_text.hpp"
#include "conformance/process/process_tree.hpp"
#include "conformance/process/steady_time.hpp"
#include "conformance/process/subject.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct LineQuestion {
  std::string line;  // without the line's end
  // Tells whether a line of its output (without the end) is its answer; any other is mere output.
  std::function<bool(std::string_view line)> is_answer;
  std::chrono::milliseconds patience{15'000};
  std::function<bool()> is_enough;  // as in SubjectRun
  std::chrono::milliseconds soonest{0};
  int interrupt_fd = -1;
};

class ResidentProcess {
 public:
  explicit ResidentProcess(ProcessSpec spec);

  [[nodiscard]] bool is_running() const { return tree_.has_value(); }
  // start gives an error in one line. That a program can't be run may be known by `ask` only.
  [[nodiscard]] Expected<void, std::string> start();
  // ask gives how it went: `answered`; or not, and then nothing of the process is left: it timed
  // out (or was enough), was interrupted, was never started, or ended by itself with this code.
  [[nodiscard]] SubjectEnd ask(const LineQuestion& question);

  // close_input says that no question follows.
  void close_input();
  // finish waits for the end of a running process: `timed_out` if it doesn't come in time. The
  // output is what came after the last answer.
  [[nodiscard]] SubjectEnd finish(std::chrono::milliseconds patience, int interrupt_fd);

 private:
  enum class Wait { for_answer, for_end };
  void wait(Wait what, const LineQuestion& question);
  void step(Wait what, const LineQuestion& question);
  void write_some();
  void read_output(const LineQuestion& question);
  void take_line(std::string_view line, const LineQuestion& question);
  void read_error();
  void end_tree();
  [[nodiscard]] bool has_ended() const { return end_.exit_code || end_.signal; }
  [[nodiscard]] SubjectEnd ended();

  ProcessSpec spec_;
  std::optional<ProcessTree> tree_;
  std::string unwritten_;
  std::string line_;   // the beginning of one whose end is still to come
  std::string lines_;  // whole ones behind an answer, for the next question
  BoundedText output_;
  BoundedText error_;
  SubjectEnd end_;
  SteadyClock::time_point asked_;
  bool news_open_ = false;
  bool output_open_ = false;
  bool error_open_ = false;
  std::optional<SteadyClock::time_point> ending_;  // since when
  bool forced_ = false;
};

}  // namespace everstrike::conformance
