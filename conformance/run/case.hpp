// One check of a client: what the exchange does, what is asked of the client, and the judge that
// looks at the evidence. A case is written so that it reads as the sentence it checks.
#pragma once

#include <algorithm>
#include <functional>
#include <limits>
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
  // A case that asked something else before, or at another level, is there once for each form: the
  // revisions that have it in this one. form_since 0 is the case's own first revision.
  int form_since = 0;
  int form_until = std::numeric_limits<int>::max();

  // is_of tells whether a revision of the suite has the case in this form.
  [[nodiscard]] bool is_of(int revision) const {
    return std::max(since_revision, form_since) <= revision && revision <= form_until;
  }

  [[nodiscard]] std::string group() const { return id.substr(0, id.find('/')); }
};

using Cases = std::vector<Case>;

// The newest revision of the suite. A revision that was published keeps its cases for ever: what
// is added comes with a new one, and what is asked otherwise is asked so from a new one on.
inline constexpr int kSuiteRevision = 2;

}  // namespace everstrike::conformance
