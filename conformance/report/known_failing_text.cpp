#include "conformance/report/known_failing_text.hpp"

#include <algorithm>

#include "conformance/report/foreign_text.hpp"
#include "conformance/report/summary.hpp"

namespace everstrike::conformance {
namespace {

std::string reason_of(const CaseResult& result) {
  constexpr std::size_t kReasonBytesMax = 200;
  std::string reason = result.mistake.empty() ? "" : result.mistake + ": ";
  return cut_to_bytes(shown(reason + headline(result), LineEnds::escape), kReasonBytesMax);
}

// Why a case is on the list; empty where it isn't.
std::string reason_for(const std::string& id, const std::vector<KnownFailure>& before,
                       const RunResult& run) {
  const auto known = std::find_if(before.begin(), before.end(),
                                  [&](const KnownFailure& one) { return one.id == id; });
  const auto found = std::find_if(run.cases.begin(), run.cases.end(),
                                  [&](const CaseResult& one) { return one.id == id; });
  if (found != run.cases.end()) {
    if (found->verdict == Verdict::pass || found->verdict == Verdict::lenient) return "";
    if (found->verdict == Verdict::fail && counts_against(*found, run.strict)) {
      return reason_of(*found);
    }
  }
  return known == before.end() ? "" : known->reason;
}

}  // namespace

std::string known_failing_text(const std::vector<KnownFailure>& before, const CaseNames& all,
                               const RunResult& run) {
  const auto subject = run.subject_name.empty() ? std::string("client") : run.subject_name;
  std::string text = "# What " + shown(subject, LineEnds::escape) +
                     " is known to fail: an id and why. Entries of cases that pass are errors.\n";
  for (const CaseName& one : all) {
    const std::string reason = reason_for(one.id, before, run);
    if (!reason.empty()) text += one.id + "  # " + reason + "\n";
  }
  return text;
}

}  // namespace everstrike::conformance
