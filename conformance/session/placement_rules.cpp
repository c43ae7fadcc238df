// What a session places: the same order again after an unclear answer, without a look at what is
// open; and orders that nobody takes back before the end.
#include <algorithm>
#include <deque>
#include <map>

#include "conformance/client/judge/seen_answer.hpp"
#include "conformance/session/order_answers.hpp"
#include "conformance/session/session_rule.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Effect;

constexpr std::int64_t kTwiceMs = 60'000;
constexpr std::size_t kUnclearMax = 1'000;  // placements of a key

class PlacedTwiceRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    if (request.is_control) return;
    const auto placements = placements_of(request);
    const bool sees = request.told == Told::done && (is_look(request) || cancels_all(request));
    if (placements.empty() && !sees) return;
    Unclears* unclears = unclears_.of(request);
    if (unclears == nullptr) return;
    if (sees) {
      unclears->clear();
      return;
    }
    std::erase_if(*unclears, [&](const Unclear& one) {
      return request.at_ms - since(one, request.at_ms) > kTwiceMs;
    });
    for (const Unclear& one : *unclears) {
      const auto again = std::ranges::find_if(placements, [&](const std::string& placed) {
        return std::ranges::count(one.placements, placed) > 0;
      });
      if (again == placements.end()) continue;
      findings.add(
          {.rule = "outcome/placed_twice",
           .mistake = "order_placed_twice",
           .api_key = request.entry.api_key,
           .sentence = "after an unclear answer the same order was placed again: " + *again,
           .evidence = {one.evidence, evidence_of(request)},
           .expected = "GET /active_orders, or another look, before it is placed again"});
      break;
    }
    if (!leaves_open(request.told)) return;
    if (unclears->size() >= kUnclearMax) unclears->pop_front();
    unclears->push_back({request.at_ms, request.answered_ms, placements, evidence_of(request)});
  }
  void end(std::size_t source, Findings&) override {
    unclears_.take_all(source, [](const auto&, const auto&) {});
  }

 private:
  struct Unclear {
    std::int64_t at_ms;
    std::int64_t answered_ms;
    std::vector<std::string> placements;
    SessionEvidence evidence;
  };
  using Unclears = std::deque<Unclear>;

  static std::int64_t since(const Unclear& one, std::int64_t now_ms) {
    return one.answered_ms <= now_ms ? one.answered_ms : one.at_ms;
  }

  PerKey<Unclears> unclears_;
};

class LeftOpenRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings&) override {
    if (!concerns_orders(request)) return;
    Open* open = open_.of(request);
    if (open == nullptr) return;
    if (request.seen.knows_effect) {
      by_effect(*open, request);
    } else {
      by_answer(*open, request);
    }
  }

  void end(std::size_t source, Findings& findings) override {
    open_.take_all(source, [&](const std::string& api_key, const Open& open) {
      if (open.empty()) return;
      Finding finding{.rule = "outcome/left_open",
                      .level = Level::should,
                      .mistake = "order_left_open",
                      .api_key = api_key,
                      .sentence = std::to_string(open.size()) +
                                  (open.size() == 1 ? " order of the session's is"
                                                    : " orders of the session's are") +
                                  " still open at its end: " + first_ids(open),
                      .evidence = {},
                      .expected = "no order that the session has placed is open"};
      for (const auto& [id, placed] : open) {
        const bool is_new = finding.evidence.empty() ||
                            finding.evidence.back().extract.number != placed->extract.number;
        if (is_new && finding.evidence.size() < kEvidenceMax) finding.evidence.push_back(*placed);
      }
      findings.add(std::move(finding));
    });
  }

 private:
  // By order id, with the request that placed it; a bulk's orders share one.
  using Open = std::map<std::string, std::shared_ptr<const SessionEvidence>, std::less<>>;

  static bool concerns_orders(const SessionRequest& request) {
    const Effect& effect = request.entry.effect;
    if (request.seen.knows_effect) {
      return effect.kind != Effect::Kind::none || !effect.fills.empty();
    }
    return request.told == Told::done;
  }

  static void place(Open& open, const SessionRequest& request,
                    const std::vector<std::string>& ids) {
    const auto evidence = std::make_shared<const SessionEvidence>(evidence_of(request));
    for (const std::string& id : ids) open.insert_or_assign(id, evidence);
  }

  static void by_effect(Open& open, const SessionRequest& request) {
    const Effect& effect = request.entry.effect;
    // What the control side places is none of the session's.
    if (effect.kind == Effect::Kind::placed && !request.is_control) {
      place(open, request, effect.order_ids);
    }
    if (effect.kind == Effect::Kind::cancelled) {
      for (const std::string& id : effect.order_ids) open.erase(id);
    }
    for (const mock_server::Fill& fill : effect.fills) {
      if (fill.remaining <= 0) open.erase(fill.order);
    }
  }

  static void by_answer(Open& open, const SessionRequest& request) {
    if (!placements_of(request).empty()) return place(open, request, placed_ids_of(request.entry));
    if (request.is_post("/auth/cancel")) {
      open.erase(std::string(request.field("id")));
    } else if (cancels_all(request)) {
      open.clear();
    } else if (request.is_post("/auth/cancel/bulk")) {
      for (const std::string& id : ids_of_bulk(request)) open.erase(id);
    } else if (is_look(request)) {
      std::erase_if(open, [&](const auto& item) {
        const Proof proof = proof_of_look(request.entry.answer_body, item.first);
        return proof == Proof::confirms || proof == Proof::filled;
      });
    }
  }

  PerKey<Open> open_;
};

}  // namespace

std::unique_ptr<SessionRule> placed_twice_rule() { return std::make_unique<PlacedTwiceRule>(); }
std::unique_ptr<SessionRule> left_open_rule() { return std::make_unique<LeftOpenRule>(); }

}  // namespace everstrike::conformance
