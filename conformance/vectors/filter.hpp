// A program run once as a filter: it is given text on its standard input and says something on
// its standard output. When it has ended, or its time is up, no process of its group is left.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace everstrike::conformance {

struct FilterRun {
  std::vector<std::string> command;
  std::vector<std::string> environment;  // NAME=value, all of it
  std::string input;
  std::chrono::milliseconds patience{10'000};
  std::size_t output_bytes_max = 64U * 1024 * 1024;
  int interrupt_fd = -1;  // becomes readable when everything is to end; -1: never
};

struct FilterEnd {
  std::string not_started;  // why it could not be run; empty when it was
  std::optional<int> exit_code;
  std::optional<int> signal;
  bool timed_out = false;
  bool interrupted = false;
  std::string output;
  std::string error_output;  // its last few kB
};

// run_filter may be called from several threads at once.
[[nodiscard]] FilterEnd run_filter(const FilterRun& run);

}  // namespace everstrike::conformance
