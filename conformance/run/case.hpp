// One check of a client: what the exchange does, what is asked of the client, and the judge that
// looks at the evidence. A case is written so that it reads as the sentence it checks.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/run/judgement.hpp"
#include "conformance/run/results.hpp"
#include "conformance/run/setting.hpp"

namespace everstrike::conformance {

struct Evidence;

using Judge = std::function<Judgement(const Evidence& seen)>;

struct Case {
  std::string id;  // "sign/enc/03"
  Level level = Level::must;
  std::string does;     // "answers 503 after the cancel took effect"
  std::string expects;  // "does not report the order as still open"
  Provenance provenance = Provenance::assumed;
  std::string reference;
  Setting setting = {};
  Judge judge;
  int waits_ms = 0;  // roughly how long a good client waits in it; the longest begin first
  int since_revision = 1;

  [[nodiscard]] std::string group() const { return id.substr(0, id.find('/')); }
};

using Cases = std::vector<Case>;

// The newest revision of the suite. A revision that was published keeps its cases for ever: what
// is added comes with a new one.
inline constexpr int kSuiteRevision = 1;

}  // namespace everstrike::conformance
