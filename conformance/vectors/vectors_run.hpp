// A run of vectors: the questions, put to a program one process each or line by line to one
// process, and what came of them.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "conformance/run/replay_line.hpp"
#include "conformance/run/results.hpp"
#include "conformance/vectors/question.hpp"

namespace everstrike::conformance {

struct VectorsRunSettings {
  std::vector<std::string> command;
  Ask ask = Ask::sign;
  bool by_lines = false;  // one process, JSON lines; otherwise one process a question
  int jobs = 2;           // processes at the same time
  std::chrono::milliseconds patience{10'000};  // with a process; by lines, with each 500 lines
  std::string subject_name;
  Replay replay;
  int interrupt_fd = -1;
  std::function<void(const CaseResult&)> on_case;  // from several threads
  // Tells whether a result is reason enough to ask no further question; from several threads.
  std::function<bool(const CaseResult&)> ends_run;
};

// run_vectors fills all but what the known-failing list changes and the exit code.
[[nodiscard]] RunResult run_vectors(const std::vector<Question>& questions,
                                    const VectorsRunSettings& settings);

}  // namespace everstrike::conformance
