// How the same request is tried again: at once, again and again, before the time that Retry-After
// named, or although it was refused for good. A request and its further attempts are a chain; it
// ends with an answer that settles it, or when nobody tries again.
#include <algorithm>
#include <optional>

#include "conformance/session/session_rule.hpp"
#include "signing/text/retry_after.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::int64_t kPauseMs = 50;  // below it nobody has waited, as in the case retry/delay/01
constexpr std::size_t kAttemptsMax = 20;
constexpr std::int64_t kForgottenMs = 120'000;  // nobody tries again after so long
constexpr std::int64_t kRefusalMs = 30'000;     // what comes later is a new request
constexpr std::size_t kChainsMax = 64;          // of a key, at the same time
// Refusals that say in their text what was wrong may be asked for twice on purpose, by a test.
constexpr std::size_t kRefusedAttempts = 6;
constexpr std::size_t kFastAttempts = 6;  // so many at once are told while the session goes on

std::int64_t asked_wait_ms(const mock_server::Entry& entry) {
  auto wait = signing::wait_from_header(answer_header(entry, "retry-after"),
                                        answer_header(entry, "date"), entry.time_ms / 1000);
  // The exchange says it in its message: "Care to try again in 0.043 seconds?"
  if (!wait && entry.status == 429) wait = signing::wait_from_message(entry.answer_body);
  return wait ? wait->count() : 0;
}

struct Chain {
  std::string sameness;
  std::string what;  // "POST /auth/cancel"
  std::string api_key;
  bool is_post = false;
  std::size_t attempts = 0;
  std::size_t refused = 0;  // of them, by words
  std::int64_t paused_ms = 0;
  std::size_t pauses = 0;
  std::int64_t shortest_ms = kForgottenMs;
  bool is_told = false;  // a finding is made of it
  std::vector<SessionEvidence> evidence = {};
  // Of the last attempt.
  Told told = Told::done;
  int status = 0;
  std::int64_t at_ms = 0;
  std::int64_t answered_ms = 0;
  bool is_silent = false;
  bool is_blamed = false;  // by a rule of its own: without that fault it is another request
  std::int64_t wait_ms = 0;

  [[nodiscard]] bool is_fast() const {
    return pauses >= 2 && paused_ms < kPauseMs * static_cast<std::int64_t>(pauses);
  }
  [[nodiscard]] bool is_refused_for_good() const {
    return told == Told::no_entry || (told == Told::refused && status < 500);
  }
};

class RetryRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    if (request.is_control) return;
    const bool is_blamed = findings.is_blamed();  // for what it is, not for being tried again
    Chains* chains = chains_.of(request);
    if (chains == nullptr) return;
    close_forgotten(*chains, request.at_ms, findings);
    auto found = std::ranges::find_if(
        *chains, [&](const Chain& one) { return one.sameness == request.sameness; });
    // Whoever is blamed for what it is needs no waits.
    if (found != chains->end() && is_blamed) {
      chains->erase(found);
      found = chains->end();
    }
    if (found != chains->end() && !look_at_next(*found, request, findings)) {
      chains->erase(found);
      found = chains->end();
    }
    const bool goes_on = request.told != Told::done && request.told != Told::redirected;
    if (!goes_on) {
      if (found == chains->end()) return;
      note(*found, request);
      close(*found, findings);
      chains->erase(found);
      return;
    }
    if (found == chains->end()) {
      if (chains->size() >= kChainsMax) {
        close(chains->front(), findings);
        chains->erase(chains->begin());
      }
      chains->push_back({.sameness = request.sameness,
                         .what = request.entry.method + " " + std::string(request.path),
                         .api_key = request.entry.api_key,
                         .is_post = request.entry.method == "POST"});
      found = std::prev(chains->end());
    }
    note(*found, request);
    found->is_blamed = is_blamed;
    judge_long(*found, findings);
  }

  void end(std::size_t source, Findings& findings) override {
    chains_.take_all(source, [&](const std::string&, Chains& chains) {
      for (Chain& chain : chains) close(chain, findings);
    });
  }

 private:
  using Chains = std::vector<Chain>;

  static void note(Chain& chain, const SessionRequest& request) {
    ++chain.attempts;
    const bool is_told_why = request.told == Told::refused || request.told == Told::done;
    chain.refused += is_told_why ? 1 : 0;
    if (chain.evidence.size() < kEvidenceMax) chain.evidence.push_back(evidence_of(request));
    chain.told = request.told;
    chain.status = request.entry.status;
    chain.at_ms = request.at_ms;
    chain.answered_ms = request.answered_ms;
    chain.is_silent = request.entry.wire_end == mock_server::WireEnd::hang;
    chain.wait_ms = asked_wait_ms(request.entry);
  }

  // look_at_next weighs an attempt that follows; false: it begins a chain of its own.
  static bool look_at_next(Chain& chain, const SessionRequest& next, Findings& findings) {
    if (chain.is_refused_for_good()) {
      const bool is_late = next.at_ms - chain.at_ms > kRefusalMs;
      if (!is_late && !chain.is_blamed) add_refused(chain, next, findings);
      return false;
    }
    // Before its answer was there a client can only have lost patience, and how long it waited
    // then, nobody knows.
    if (chain.is_silent || next.at_ms < chain.answered_ms) return true;
    const std::int64_t pause = next.at_ms - chain.answered_ms;
    if (chain.wait_ms > 0) {
      // A little less than asked for, since clocks are compared.
      if (pause * 20 < chain.wait_ms * 19) add_too_early(chain, pause, next, findings);
      return true;
    }
    chain.paused_ms += pause;
    ++chain.pauses;
    chain.shortest_ms = std::min(chain.shortest_ms, pause);
    return true;
  }

  static void add_refused(const Chain& chain, const SessionRequest& next, Findings& findings) {
    findings.add({.rule = "retry/refused",
                  .level = chain.told == Told::no_entry ? Level::must : Level::should,
                  .mistake = "refusal_retried",
                  .api_key = chain.api_key,
                  .sentence = chain.what + " was refused with " + std::to_string(chain.status) +
                              " and sent again " + std::to_string(next.at_ms - chain.at_ms) +
                              " ms later",
                  .evidence = {chain.evidence.back(), evidence_of(next)},
                  .expected = "no second attempt"});
  }

  static void add_too_early(const Chain& chain, std::int64_t pause, const SessionRequest& next,
                            Findings& findings) {
    findings.add({.rule = "retry/after",
                  .level = Level::should,
                  .mistake = "retry_after_ignored",
                  .api_key = chain.api_key,
                  .sentence = "the answer asked to wait " + std::to_string(chain.wait_ms) +
                              " ms, and " + chain.what + " was sent again after " +
                              std::to_string(pause) + " ms",
                  .evidence = {chain.evidence.back(), evidence_of(next)},
                  .expected = "no attempt before " + std::to_string(chain.wait_ms) + " ms"});
  }

  static void add(std::string_view rule, Level level, std::string mistake, Chain& chain,
                  const std::string& expected, Findings& findings) {
    chain.is_told = true;
    findings.add({.rule = rule,
                  .level = level,
                  .mistake = std::move(mistake),
                  .api_key = chain.api_key,
                  .sentence = chain.what + " was tried " + std::to_string(chain.attempts) +
                              " times, with " + std::to_string(chain.paused_ms) +
                              " ms of waiting between all attempts together",
                  .evidence = chain.evidence,
                  .expected = expected});
  }

  static void add_hammering(Chain& chain, Findings& findings) {
    add("retry/hammering", Level::must, "hammering", chain,
        "at least " + std::to_string(kPauseMs) + " ms between attempts on average", findings);
  }

  static void judge_long(Chain& chain, Findings& findings) {
    if (chain.is_told) return;
    if (chain.is_fast() && chain.attempts >= kFastAttempts) return add_hammering(chain, findings);
    if (!chain.is_post || chain.attempts <= kAttemptsMax) return;
    add("retry/bounded", Level::must, "too_many_attempts", chain,
        "at most " + std::to_string(kAttemptsMax) + " attempts", findings);
  }

  static void close(Chain& chain, Findings& findings) {
    if (chain.is_told) return;
    const bool only_refused = chain.refused >= chain.attempts;
    if (only_refused && chain.attempts < kRefusedAttempts) return;
    if (chain.is_fast()) return add_hammering(chain, findings);
    if (chain.pauses == 0 || chain.shortest_ms >= kPauseMs) return;
    chain.is_told = true;
    findings.add({.rule = "retry/without_wait",
                  .level = Level::should,
                  .mistake = "retried_without_wait",
                  .api_key = chain.api_key,
                  .sentence = chain.what + " was tried again " + std::to_string(chain.shortest_ms) +
                              " ms after an answer that leaves open what happened",
                  .evidence = chain.evidence,
                  .expected = "a moment's wait before the next attempt"});
  }

  static void close_forgotten(Chains& chains, std::int64_t now_ms, Findings& findings) {
    std::erase_if(chains, [&](Chain& chain) {
      const bool is_forgotten = now_ms - std::max(chain.at_ms, chain.answered_ms) > kForgottenMs;
      if (is_forgotten) close(chain, findings);
      return is_forgotten;
    });
  }

  PerKey<Chains> chains_;
};

}  // namespace

std::unique_ptr<SessionRule> retry_rule() { return std::make_unique<RetryRule>(); }

}  // namespace everstrike::conformance
