#include "conformance/client/judge/attribution.hpp"

#include <algorithm>

#include "conformance/client/judge/case_result.hpp"
#include "conformance/client/judge/rules.hpp"
#include "conformance/run/selection.hpp"

namespace everstrike::conformance {
namespace {

bool has_run(const CaseResult& result) {
  return result.verdict != Verdict::skipped && result.verdict != Verdict::broken;
}

void charge_breaches(std::vector<CaseResult>& results, const std::vector<Charges>& charges) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (const Judgement& breach : charges[i].breaches) {
      const Rule* rule = find_rule(breach.mistake);
      auto owner = std::find_if(results.begin(), results.end(), [&](const CaseResult& one) {
        return rule != nullptr && one.id == rule->owner;
      });
      // Without its owner in the selection the breach is charged where it was seen.
      CaseResult& charged = owner != results.end() && has_run(*owner) ? *owner : results[i];
      if (charged.verdict == Verdict::fail || !has_run(charged)) continue;
      put(breach, charged);
      if (&charged != &results[i]) charged.reason += ", seen in " + results[i].id;
    }
  }
}

// The first failed case that asks about the breach itself.
const CaseResult* failed_owner(const std::vector<CaseResult>& results, const std::string& owner) {
  for (const CaseResult& one : results) {
    if (names_case(owner, one.id) && one.verdict == Verdict::fail) return &one;
  }
  return nullptr;
}

void excuse_stumblers(std::vector<CaseResult>& results, const std::vector<Charges>& charges) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    CaseResult& result = results[i];
    const std::string& owner = charges[i].owner;
    if (result.verdict != Verdict::fail || owner.empty() || names_case(owner, result.id)) continue;
    const CaseResult* own = failed_owner(results, owner);
    if (own == nullptr) continue;
    result.verdict = Verdict::skipped;
    result.reason =
        "says nothing new: " + result.reason + " (" + result.mistake + ", see " + own->id + ")";
  }
}

}  // namespace

void attribute(std::vector<CaseResult>& results, const std::vector<Charges>& charges) {
  charge_breaches(results, charges);
  excuse_stumblers(results, charges);
}

}  // namespace everstrike::conformance
