// Judges an ordinary session (a bot, a test suite, a person) by its journal alone, entry by entry,
// so that a journal which drops its oldest entries loses nothing. What it keeps is bounded. Used by
// one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/run/results.hpp"
#include "conformance/session/session_rule.hpp"

namespace everstrike::conformance {

class SessionJudge {
 public:
  // `tell` is called with each finding that is the first of its rule, mistake and API key, and with
  // each that is graver than those before it.
  explicit SessionJudge(std::function<void(const Finding&)> tell = {});

  // add looks at the next entry. Entries of one source come in the order of their numbers; where a
  // number doesn't grow, the mock was started anew, and the session before it is over.
  void add(const SessionEntry& entry);
  // count_left_out says that a journal had so many entries that couldn't be read as requests.
  void count_left_out(std::uint64_t count, const std::string& what);

  // finish ends the session and gives its result: a case for each rule that holds, and one for each
  // rule, mistake and API key that a finding is about. Nothing may be added after it.
  [[nodiscard]] RunResult finish(const std::string& suite);

 private:
  static constexpr std::size_t kFindingsMax = 1'000;  // different ones

  struct Found {
    Finding first;  // the gravest, of those the first
    std::uint64_t count = 0;
  };
  void take(Finding finding);
  void end(std::size_t source);
  [[nodiscard]] CaseResult result_of(const Found& found) const;
  [[nodiscard]] std::string id_of(const Finding& finding) const;
  [[nodiscard]] std::string what_was_not_judged() const;

  std::function<void(const Finding&)> tell_;
  Findings findings_;
  std::vector<std::unique_ptr<SessionRule>> rules_ = session_rules();
  std::vector<Found> found_;
  std::map<std::string, std::size_t> places_;  // in found_, by rule, mistake and API key
  std::uint64_t not_kept_ = 0;
  std::map<std::string, std::string, std::less<>> doubts_;  // by rule
  std::map<std::string, std::uint64_t> left_out_;
  std::map<std::size_t, std::uint64_t> last_numbers_;  // by source
  std::uint64_t requests_ = 0;
  std::int64_t first_ms_ = 0;
  std::int64_t last_ms_ = 0;
};

// finding_line is one line about a finding, for a terminal; bytes of strangers stand as they came.
[[nodiscard]] std::string finding_line(const Finding& finding);

}  // namespace everstrike::conformance
