// A rule that looks at a session's requests one after the other, and what it keeps of each API key
// meanwhile. A session may last for days: what a rule keeps is bounded.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "conformance/session/finding.hpp"

namespace everstrike::conformance {

class SessionRule {
 public:
  SessionRule() = default;
  virtual ~SessionRule() = default;
  SessionRule(const SessionRule&) = delete;
  SessionRule& operator=(const SessionRule&) = delete;

  // look is called for each request of the exchange's, and for what the control side did, in the
  // journal's order.
  virtual void look(const SessionRequest& request, Findings& findings) = 0;
  // end is called when the session at a mock is over.
  virtual void end(std::size_t /*source*/, Findings& /*findings*/) {}
};

// What is kept of an API key at one mock. Of more than kKeysMax keys the further ones are not
// followed.
template <class State>
class PerKey {
 public:
  static constexpr std::size_t kKeysMax = 20'000;

  // of gives nullptr beyond the bound.
  [[nodiscard]] State* of(const SessionRequest& request) {
    const std::pair key(request.seen.source, request.entry.api_key);
    if (const auto found = states_.find(key); found != states_.end()) return &found->second;
    return states_.size() < kKeysMax ? &states_[key] : nullptr;
  }
  // take_all hands over and forgets what is kept of a mock's keys.
  template <class Use>
  void take_all(std::size_t source, Use use) {
    auto first = states_.lower_bound({source, ""});
    auto last = first;
    for (; last != states_.end() && last->first.first == source; ++last) {
      use(last->first.second, last->second);
    }
    states_.erase(first, last);
  }

 private:
  std::map<std::pair<std::size_t, std::string>, State> states_;
};

// session_rules gives all of them, in the order in which they look; session_rule_infos what each
// is, in the order of the reports.
[[nodiscard]] std::vector<std::unique_ptr<SessionRule>> session_rules();
[[nodiscard]] std::span<const SessionRuleInfo> session_rule_infos() noexcept;
[[nodiscard]] const SessionRuleInfo* find_session_rule(std::string_view id) noexcept;

// The rules, a few to a file.
[[nodiscard]] std::unique_ptr<SessionRule> signature_rule();
[[nodiscard]] std::unique_ptr<SessionRule> stale_rule();
[[nodiscard]] std::unique_ptr<SessionRule> timestamp_rule();
[[nodiscard]] std::unique_ptr<SessionRule> form_rule();
[[nodiscard]] std::unique_ptr<SessionRule> secret_rule();
[[nodiscard]] std::unique_ptr<SessionRule> redirect_rule();
[[nodiscard]] std::unique_ptr<SessionRule> retry_rule();
[[nodiscard]] std::unique_ptr<SessionRule> unclear_cancel_rule();
[[nodiscard]] std::unique_ptr<SessionRule> placed_twice_rule();
[[nodiscard]] std::unique_ptr<SessionRule> left_open_rule();

}  // namespace everstrike::conformance
