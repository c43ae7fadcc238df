// What a session is judged by: the table that reports and docs/judge.md go by.
#include <algorithm>
#include <array>

#include "conformance/session/session_rule.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::array kInfos = {
    SessionRuleInfo{"sign/signature", Level::must, "the exchange refuses the signature",
                    "signs the very bytes that it sends", Provenance::documented,
                    "page of POST /auth/cancel"},
    SessionRuleInfo{"sign/key", Level::must, "the exchange does not know the API key",
                    "sends the key that it was given", Provenance::documented,
                    "page of POST /auth/cancel"},
    SessionRuleInfo{"sign/stale_timestamp", Level::must, "the exchange refuses an old timestamp",
                    "takes the time when it sends, by a clock that is right",
                    Provenance::documented, "README of the exchange's bot"},
    SessionRuleInfo{"sign/replayed_timestamp", Level::should, "a request has a timestamp",
                    "takes a new one for each attempt", Provenance::assumed,
                    "good practice: recv_window counts from the timestamp"},
    SessionRuleInfo{"http/request", Level::must, "a request has another form than the documented",
                    "sends a form that can be read, with what is asked for", Provenance::documented,
                    "page of POST /auth/cancel"},
    SessionRuleInfo{"http/redirect", Level::must, "an answer redirects",
                    "does not follow it with its key and signature", Provenance::assumed,
                    "RFC 9110, 15.4: harm that needs no source"},
    SessionRuleInfo{"retry/without_wait", Level::should, "an answer leaves open what happened",
                    "waits a moment before it tries again", Provenance::assumed,
                    "good practice: growing delays"},
    SessionRuleInfo{"retry/hammering", Level::must, "attempt after attempt fails",
                    "waits between them", Provenance::assumed,
                    "asks without any pause: harm that needs no source"},
    SessionRuleInfo{"retry/bounded", Level::must, "attempt after attempt fails",
                    "gives up after a bounded number of attempts", Provenance::assumed,
                    "asks without end: harm that needs no source"},
    SessionRuleInfo{"retry/after", Level::should, "an answer has Retry-After",
                    "waits that long before it tries again", Provenance::assumed,
                    "RFC 9110, 10.2.3"},
    SessionRuleInfo{"retry/refused", Level::must, "a request is refused for good",
                    "does not send it again", Provenance::assumed, "RFC 9110, 15.5"},
    SessionRuleInfo{"outcome/bulk", Level::must, "the answer to a cancel is unclear",
                    "does not turn to a bulk cancel of every order", Provenance::documented,
                    "page of POST /auth/cancel/bulk: without ids all orders are cancelled"},
    SessionRuleInfo{"outcome/unclear", Level::should, "the answer to a cancel is unclear",
                    "finds out what became of the order", Provenance::assumed,
                    "good practice: an order nobody knows of may be filled"},
    SessionRuleInfo{"outcome/placed_twice", Level::must, "the answer to a placement is unclear",
                    "looks before it places the same order again", Provenance::assumed,
                    "harm that needs no source: both orders may rest"},
    SessionRuleInfo{"outcome/left_open", Level::should, "the session ends",
                    "leaves none of its orders open", Provenance::assumed,
                    "good practice: nobody minds them any more"},
    SessionRuleInfo{"hygiene/secret", Level::must, "any request", "never sends the secret",
                    Provenance::assumed, "gives the secret away: harm that needs no source"},
    SessionRuleInfo{"hygiene/url", Level::must, "any request", "has no API key in a URL",
                    Provenance::assumed, "gives the key away: harm that needs no source"},
};

}  // namespace

std::span<const SessionRuleInfo> session_rule_infos() noexcept { return kInfos; }

const SessionRuleInfo* find_session_rule(std::string_view id) noexcept {
  const auto found = std::find_if(kInfos.begin(), kInfos.end(),
                                  [&](const SessionRuleInfo& one) { return one.id == id; });
  return found == kInfos.end() ? nullptr : &*found;
}

std::vector<std::unique_ptr<SessionRule>> session_rules() {
  std::vector<std::unique_ptr<SessionRule>> rules;
  rules.push_back(signature_rule());
  rules.push_back(form_rule());
  rules.push_back(secret_rule());
  rules.push_back(stale_rule());
  // What follows asks whether the request was blamed already.
  rules.push_back(redirect_rule());
  rules.push_back(placed_twice_rule());
  rules.push_back(unclear_cancel_rule());
  rules.push_back(retry_rule());
  rules.push_back(timestamp_rule());
  rules.push_back(left_open_rule());
  return rules;
}

}  // namespace everstrike::conformance
