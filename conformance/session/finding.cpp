#include "conformance/session/finding.hpp"

#include <algorithm>

#include "conformance/client/judge/case_result.hpp"

namespace everstrike::conformance {

std::string SessionEvidence::line() const {
  std::string first = extract.request.substr(0, extract.request.find("\r\n"));
  first.resize(std::min(first.rfind(' '), first.size()));  // without the version
  return "entry " + std::to_string(extract.number) + " after " + std::to_string(extract.at_ms) +
         " ms: " + first + " -> " +
         (extract.status == 0 ? "no answer" : std::to_string(extract.status)) + " " +
         extract.verdict + (place.empty() ? "" : " (" + place + ")");
}

SessionEvidence evidence_of(const SessionRequest& request) {
  constexpr std::size_t kRequestBytes = 1024;
  constexpr std::size_t kAnswerBytes = 256;
  SessionEvidence evidence{
      .extract = extract_of(request.entry, request.entry.number, request.at_ms),
      .place = request.seen.place};
  evidence.extract.request.resize(std::min(evidence.extract.request.size(), kRequestBytes));
  evidence.extract.answer.resize(std::min(evidence.extract.answer.size(), kAnswerBytes));
  if (!request.seen.knows_verdict) evidence.extract.verdict = "not told";
  return evidence;
}

}  // namespace everstrike::conformance
