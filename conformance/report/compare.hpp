// What became of a client from one run to the next. A case that counts and fails now, while it
// passed before, is a regression; whatever else changed is told as what it is and is none.
#pragma once

#include <string>
#include <vector>

#include "conformance/run/results.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct Change {
  const CaseResult* before = nullptr;  // nullptr: there was no such case
  const CaseResult* now = nullptr;     // nullptr: there is no such case any more
};

struct Comparison {
  std::vector<Change> regressions;
  std::vector<Change> mended;       // failed, or was known to, and passes
  std::vector<Change> new_failing;  // was not there before, and fails
  std::vector<Change> missing;      // was there, and is not
  std::vector<Change> no_verdict;   // had one, and was not judged this time
  std::vector<Change> other;        // of no consequence for the exit code, as lenient to pass
  std::size_t new_others = 0;       // new ones that don't fail
  std::size_t same = 0;
  // Another revision of the suite: only cases of both runs are compared, the others counted here.
  std::size_t left_out = 0;
};

// compare refers to the cases of both. The error is one line: different suites, or a run that came
// to nothing.
[[nodiscard]] Expected<Comparison, std::string> compare(const RunResult& before,
                                                        const RunResult& now);

// compare_markdown shows it for a pull request; the first line says what came of it, and of which
// revision.
[[nodiscard]] std::string compare_markdown(const RunResult& before, const RunResult& now,
                                           const Comparison& found);

}  // namespace everstrike::conformance
