// What a client does about a cancel whose answer was unclear: it asks again or looks, and learns
// what became of the order; it turns to a bulk cancel of everything; or it forgets about it.
// Judged by what it could see.
#include <algorithm>
#include <map>
#include <optional>

#include "conformance/client/judge/seen_answer.hpp"
#include "conformance/session/order_answers.hpp"
#include "conformance/session/session_rule.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::int64_t kEscalationMs = 5'000;
constexpr std::size_t kOpenMax = 5'000;  // unclear cancels of a key

struct Unclear {
  std::int64_t at_ms = 0;
  std::int64_t answered_ms = 0;
  bool is_silent = false;
  bool is_lost = false;  // it may still be on its way, so an order that is open proves nothing
  SessionEvidence evidence = {};
};

struct Key {
  std::map<std::string, Unclear, std::less<>> unclear;  // by order id
  std::string last;  // order id of the cancel that was this key's last request; else empty
};

class UnclearCancelRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    if (request.is_control) return;
    Key* key = keys_.of(request);
    if (key == nullptr) return;
    if (cancels_all(request)) find_escalation(*key, request, findings);
    key->last.clear();
    if (request.is_post("/auth/cancel")) {
      see_cancel(*key, request);
    } else if (request.is_post("/auth/cancel/bulk") && request.told == Told::done) {
      see_bulk(*key, request);
    } else if (is_look(request) && request.told == Told::done && !key->unclear.empty()) {
      see_look(*key, request, findings);
    }
  }

  void end(std::size_t source, Findings& findings) override {
    keys_.take_all(source, [&](const std::string& api_key, const Key& key) {
      if (key.unclear.empty()) return;
      Finding finding{
          .rule = "outcome/unclear",
          .level = Level::should,
          .mistake = "unclear_cancel_left",
          .api_key = api_key,
          .sentence = "nobody found out what became of " + std::to_string(key.unclear.size()) +
                      (key.unclear.size() == 1 ? " order" : " orders") +
                      " after an unclear answer to the cancel: " + first_ids(key.unclear),
          .evidence = {},
          .expected = "a further cancel or GET /order whose answer tells"};
      for (const auto& [id, unclear] : key.unclear) {
        if (finding.evidence.size() == kEvidenceMax) break;
        finding.evidence.push_back(unclear.evidence);
      }
      findings.add(std::move(finding));
    });
  }

 private:
  static void see_cancel(Key& key, const SessionRequest& request) {
    const std::string id(request.field("id"));
    const mock_server::Entry& entry = request.entry;
    if (settles(request, id)) {
      key.unclear.erase(id);
      return;
    }
    const bool is_wrong_success = request.told == Told::done;  // of another order
    if (!leaves_open(request.told) && !is_wrong_success) return;
    if (key.unclear.size() >= kOpenMax && !key.unclear.contains(id)) return;
    Unclear& unclear = key.unclear[id];
    unclear = {.at_ms = request.at_ms,
               .answered_ms = request.answered_ms,
               .is_silent = entry.wire_end == mock_server::WireEnd::hang,
               .is_lost = unclear.is_lost || request.told != Told::unclear || entry.status != 503,
               .evidence = evidence_of(request)};
    key.last = id;
  }

  // Whether the answer to a cancel tells what became of the order.
  static bool settles(const SessionRequest& request, const std::string& id) {
    const mock_server::Entry& entry = request.entry;
    if (request.told == Told::done) {
      if (answer_is_cut(entry)) return true;
      const std::string named = id_of_result(entry);
      return named.empty() || named == id;
    }
    if (request.told == Told::lost || !has_own_envelope(entry)) return false;
    const auto gone = gone_of_text(entry.answer_body, id);
    return gone == Proof::cancelled || gone == Proof::filled;
  }

  static void see_bulk(Key& key, const SessionRequest& request) {
    const auto ids = ids_of_bulk(request);
    if (ids.empty()) key.unclear.clear();
    for (const std::string& id : ids) key.unclear.erase(id);
  }

  static void see_look(Key& key, const SessionRequest& request, Findings& findings) {
    const bool is_one = request.path == "/order";
    const mock_server::Entry& entry = request.entry;
    if (answer_is_cut(entry)) {
      findings.doubt("outcome/unclear",
                     "lists of orders longer than the journal keeps count as looked at");
      key.unclear.clear();
      return;
    }
    std::erase_if(key.unclear, [&](const auto& item) {
      const auto& [id, unclear] = item;
      if (is_one && request.field("id") != id) return false;
      switch (proof_of_look(entry.answer_body, id)) {
        case Proof::confirms:
        case Proof::filled:
          return true;
        case Proof::open:
          return !unclear.is_lost;
        default:
          // What isn't among the open ones is open no more.
          return request.path == "/active_orders";
      }
    });
  }

  static void find_escalation(const Key& key, const SessionRequest& bulk, Findings& findings) {
    for (const auto& [id, unclear] : key.unclear) {
      // When the client gave up waiting for an answer that never came, nobody knows: then it is the
      // key's next request that tells.
      const bool had_answer = !unclear.is_silent && unclear.answered_ms <= bulk.at_ms;
      const std::int64_t since = had_answer ? unclear.answered_ms : unclear.at_ms;
      const bool is_soon = bulk.at_ms - since <= kEscalationMs;
      if (!is_soon && (had_answer || key.last != id)) continue;
      findings.add({.rule = "outcome/bulk",
                    .mistake = "cancelled_in_bulk",
                    .api_key = bulk.entry.api_key,
                    .sentence = "after an unclear answer to the cancel of " + id +
                                " every order was cancelled, " +
                                std::to_string(bulk.at_ms - since) + " ms later",
                    .evidence = {unclear.evidence, evidence_of(bulk)},
                    .expected = "a further cancel of the one order, or GET /order"});
      return;
    }
  }

  PerKey<Key> keys_;
};

}  // namespace

std::unique_ptr<SessionRule> unclear_cancel_rule() { return std::make_unique<UnclearCancelRule>(); }

}  // namespace everstrike::conformance
