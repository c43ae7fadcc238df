// Who is to blame for what, once all cases have run. One mistake must not fail a hundred cases:
// what a case merely stumbled over (a refused signature in a case about redirects) is charged to
// the cases that ask about it, and the stumbler is skipped. And what any case may show (a secret
// in the output) is charged to the one case that owns the rule, wherever it was seen.
#pragma once

#include <string>
#include <vector>

#include "conformance/run/judgement.hpp"
#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// What attribution needs to know of a case, beside its result.
struct Charges {
  std::string owner;                // Judgement::owner of its judgement
  std::vector<Judgement> breaches;  // of rules that any case may show
};

// attribute changes verdicts in `results`; `charges` has an element for each of them.
void attribute(std::vector<CaseResult>& results, const std::vector<Charges>& charges);

}  // namespace everstrike::conformance
