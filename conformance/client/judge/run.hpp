// A whole run: the chosen cases, as many at the same time as asked for, each with an exchange and
// a client process of its own; then attribution.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/run/case.hpp"
#include "conformance/run/results.hpp"

namespace everstrike::conformance {

struct RunSettings {
  std::vector<std::string> command;
  std::string subject_name;  // empty: taken from the command
  std::uint64_t seed = 0;
  int jobs = 8;
  std::chrono::milliseconds patience{30'000};  // with one case
  bool strict = false;
  bool three_claims = false;  // --claims three
  bool resident = false;      // the command is started once per job; implies three claims
  int suite_revision = kSuiteRevision;
  std::vector<std::string> replay_options;  // for the line that repeats a case, besides the seed
  int interrupt_fd = -1;                    // becomes readable when the run is to end early
  // Tells whether a result is reason enough to begin no further case.
  std::function<bool(const CaseResult& result)> ends_run;
  // Called after each case, from the threads that run them, one at a time. Verdicts may still
  // change by a second look (second_look.hpp) and by attribution.
  std::function<void(const CaseResult& result, std::size_t done, std::size_t of)> on_case;
};

// run_cases fills all but what the known-failing list changes and the exit code.
[[nodiscard]] RunResult run_cases(const Cases& chosen, const RunSettings& settings);

}  // namespace everstrike::conformance
