// What all reports say alike about a run: how many cases ended how, which ones to show first, and
// one sentence on how it ended. Nothing here knows a format.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

inline constexpr std::array kVerdicts = {Verdict::pass,         Verdict::lenient, Verdict::fail,
                                         Verdict::unsupported,  Verdict::broken,  Verdict::skipped,
                                         Verdict::known_failing};

struct Summary {
  std::array<std::size_t, kVerdicts.size()> counts = {};  // by verdict
  std::size_t counts_against = 0;                         // of them those that fail the run
  std::size_t total = 0;
  std::size_t need_own_process = 0;  // of the skipped ones

  [[nodiscard]] std::size_t of(Verdict verdict) const {
    return counts[static_cast<std::size_t>(verdict)];
  }
};

[[nodiscard]] Summary summarize(const RunResult& run);

// summary_line is "48 passed, 1 lenient, 2 failed, 3 unsupported"; verdicts without a case are left
// out, "no case ran" when there is none. The skipped ones that need a process of their own are
// counted behind the skipped ones.
[[nodiscard]] std::string summary_line(const Summary& summary);

// worst_first gives the cases that deserve a look, the gravest first: those that count against the
// run (must before should, failures before broken ones), other failures, lenient ones. In each
// group they keep the suite's order.
[[nodiscard]] std::vector<const CaseResult*> worst_first(const RunResult& run);

// problem_slug is "never_started", "none"…; problem_of_slug is its inverse.
[[nodiscard]] std::string_view problem_slug(RunProblem problem);
// problem_line says in one line what was wrong with the run; empty when nothing was.
[[nodiscard]] std::string problem_line(const RunResult& run);

// ending_line says what the exit code means: "exit code 1: a required case failed".
[[nodiscard]] std::string ending_line(const RunResult& run);

// headline is a failure in one line: its reason, or what was asked for when there is none.
[[nodiscard]] std::string headline(const CaseResult& result);

// sentence is what a case does and expects, as one line: "is given an id with a blank: the …".
[[nodiscard]] std::string sentence(const CaseResult& result);

// seconds writes milliseconds as "1.234", whatever the locale.
[[nodiscard]] std::string seconds(std::int64_t ms);

// utc_time is "2026-11-22T17:14:48Z".
[[nodiscard]] std::string utc_time(std::int64_t unix_ms);

}  // namespace everstrike::conformance
