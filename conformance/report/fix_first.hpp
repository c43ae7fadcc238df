// What to fix first: the mistakes behind the failures of a run, the one that explains most first.
// Every failure is explained or unexplained; one that took two mistakes together is explained by
// both of them, and counted once.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

struct MistakeBehind {
  std::string mistake;  // slug
  std::string remedy;   // one line, may be empty
  std::vector<const CaseResult*> cases;
  bool counts = false;  // whether one of them counts against the run

  // example is the case to look at: the first one that comes with a reproducer, else the first.
  [[nodiscard]] const CaseResult& example() const;
  // ids names the cases in one line, at most `most` of them.
  [[nodiscard]] std::string ids(std::size_t most) const;
};

struct FixFirst {
  std::vector<MistakeBehind> mistakes;
  std::vector<const CaseResult*> unexplained;  // failures of which nobody knows what they come from
  std::size_t failures = 0;                    // all of them, whether they count or not

  [[nodiscard]] std::size_t explained() const { return failures - unexplained.size(); }
};

// fix_first refers to the cases of `run`. Mistakes that count come before others.
[[nodiscard]] FixFirst fix_first(const RunResult& run);

// fix_first_line is "12 failures: 2 mistakes explain 11, 1 is unexplained"; empty without failures.
[[nodiscard]] std::string fix_first_line(const FixFirst& first);

// times is "1 case", "12 cases".
[[nodiscard]] std::string times(std::size_t count, const std::string& what);

}  // namespace everstrike::conformance
