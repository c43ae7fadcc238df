// What a session's rules find, as data, and where they put it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/run/results.hpp"
#include "conformance/session/session_request.hpp"

namespace everstrike::conformance {

// A rule that a session is judged by (session_rules.cpp).
struct SessionRuleInfo {
  std::string_view id;        // "retry/hammering"
  Level level = Level::must;  // the gravest that a finding can have
  std::string_view does;      // when it applies
  std::string_view expects;   // what is asked of the client
  Provenance provenance = Provenance::assumed;
  std::string_view reference;
};

inline constexpr std::size_t kEvidenceMax = 25;  // requests that a finding shows

// One request that a finding rests on.
struct SessionEvidence {
  JournalExtract extract;  // its number is the journal's own
  std::string place;       // SessionEntry::place

  // line is "entry 12 (a.ndjson:12): POST /auth/cancel -> 503".
  [[nodiscard]] std::string line() const;
};

[[nodiscard]] SessionEvidence evidence_of(const SessionRequest& request);

struct Finding {
  std::string_view rule;  // its id
  Level level = Level::must;
  std::string mistake;  // a slug: of the judge's rules, or of a signing mistake
  std::string api_key;
  std::string sentence;  // one line: what was seen
  std::vector<SessionEvidence> evidence;
  std::string expected = {};
  std::string seen = {};
  std::string proof = {};
  std::string remedy = {};  // empty: the mistake's own
};

// Where rules put what they find. A request that one rule has found fault with as what it is (tried
// again, placed twice) is not blamed a second time by a rule that asks.
class Findings {
 public:
  using Take = std::function<void(Finding)>;
  explicit Findings(Take take) : take_(std::move(take)) {}

  void add(Finding finding) {
    is_blamed_ = true;
    take_(std::move(finding));
  }
  // doubt says, once each, what could not be judged and why.
  void doubt(std::string_view rule, std::string why) { doubt_(rule, std::move(why)); }
  void on_doubt(std::function<void(std::string_view, std::string)> tell) {
    doubt_ = std::move(tell);
  }
  // is_blamed: a rule has found fault with the request that is looked at now.
  [[nodiscard]] bool is_blamed() const { return is_blamed_; }
  void begin_request() { is_blamed_ = false; }

 private:
  Take take_;
  std::function<void(std::string_view, std::string)> doubt_ = [](std::string_view, std::string) {};
  bool is_blamed_ = false;
};

}  // namespace everstrike::conformance
