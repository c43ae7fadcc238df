// Rules about what is signed and sent: signature, key, form, secrets, timestamps.
#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

#include "conformance/client/judge/bytes_text.hpp"
#include "conformance/client/judge/refusals.hpp"
#include "conformance/session/session_rule.hpp"
#include "json/parse.hpp"
#include "mock_server/message/verdict.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Verdict;

// What the exchange refuses as it stands: one finding for each mistake of a key.
class SignatureRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    const mock_server::Entry& entry = request.entry;
    const Verdict verdict = entry.verdict;
    if (verdict == Verdict::bad_signature || verdict == Verdict::missing_signature) {
      add("sign/signature", "bad_signature", request, findings);
    } else if (verdict == Verdict::unknown_key || verdict == Verdict::missing_key) {
      add("sign/key", "unknown_key", request, findings);
    } else if (!request.seen.knows_signature && request.path.starts_with("/auth/")) {
      findings.doubt("sign/signature",
                     "the journal does not tell whether signatures were right, and no "
                     "--secret-file was given to find out");
    }
  }

 private:
  static void add(std::string_view rule, std::string_view unexplained,
                  const SessionRequest& request, Findings& findings) {
    const mock_server::Entry& entry = request.entry;
    const bool is_explained = !entry.diagnosis.empty() && entry.diagnosis != "unexplained";
    std::string sentence = "the exchange refused the request: ";
    sentence += entry.detail.empty() ? mock_server::explanation(entry.verdict)
                                     : std::string_view(entry.detail);
    findings.add({.rule = rule,
                  .mistake = is_explained ? entry.diagnosis : std::string(unexplained),
                  .api_key = entry.api_key,
                  .sentence = std::move(sentence),
                  .evidence = {evidence_of(request)},
                  .proof = entry.proof,
                  .remedy = entry.fix});
  }
};

class FormRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    constexpr std::array kAboutForm = {Verdict::wrong_content_type, Verdict::malformed_body,
                                       Verdict::missing_id, Verdict::duplicate_id,
                                       Verdict::malformed_request};
    const mock_server::Entry& entry = request.entry;
    if (entry.method != "POST" || std::ranges::count(kAboutForm, entry.verdict) == 0) return;
    findings.add({.rule = "http/request",
                  .mistake = form_slug(entry),
                  .api_key = entry.api_key,
                  .sentence = "the exchange refused the request: " +
                              std::string(mock_server::slug(entry.verdict)) +
                              (entry.detail.empty() ? "" : " (" + entry.detail + ")"),
                  .evidence = {evidence_of(request)},
                  .expected = "content-type application/x-www-form-urlencoded, and a body that is "
                              "such a form",
                  .seen = visible(entry.body)});
  }
};

class SecretRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    const mock_server::Entry& entry = request.entry;
    if (!request.seen.knows_secret) {
      findings.doubt("hygiene/secret",
                     "the journal does not tell whether a secret was sent, and no --secret-file "
                     "was given to look for it");
    }
    if (entry.secret_on_wire) {
      findings.add({.rule = "hygiene/secret",
                    .mistake = "secret_on_the_wire",
                    .api_key = entry.api_key,
                    .sentence = "a secret was sent (*** stands for it)",
                    .evidence = {evidence_of(request)},
                    .expected = "no secret in any request",
                    .seen = visible(entry.head + entry.body)});
    }
    constexpr std::size_t kKeyBytesMin = 4;  // a shorter one may stand there by chance
    if (entry.api_key.size() >= kKeyBytesMin &&
        entry.path.find(entry.api_key) != std::string::npos) {
      findings.add({.rule = "hygiene/url",
                    .mistake = "api_key_in_url",
                    .api_key = entry.api_key,
                    .sentence = "the API key stands in a URL",
                    .evidence = {evidence_of(request)},
                    .expected = "the API key in the header x-api-key only",
                    .seen = entry.path});
    }
  }
};

class StaleRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    if (!is_stale(request)) return;
    const mock_server::Entry& entry = request.entry;
    findings.add({.rule = "sign/stale_timestamp",
                  .mistake = "stale_timestamp",
                  .api_key = entry.api_key,
                  .sentence = "the exchange refused the timestamp as too old" +
                              (entry.detail.empty() ? std::string() : ": " + entry.detail),
                  .evidence = {evidence_of(request)}});
  }

 private:
  static bool is_stale(const SessionRequest& request) {
    const mock_server::Entry& entry = request.entry;
    if (request.seen.knows_verdict) return entry.verdict == Verdict::stale_timestamp;
    // Documented: HTTP 408 whose code is 414.
    if (entry.status != 408) return false;
    const auto answer = json::parse(entry.answer_body);
    return answer && (*answer)["code"].is_number() && (*answer)["code"].get<int>() == 414;
  }
};

class TimestampRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    const mock_server::Entry& entry = request.entry;
    if (entry.method != "POST" || entry.body.find("timestamp") == std::string::npos) return;
    Bodies* bodies = bodies_.of(request);
    if (bodies == nullptr) return;
    const std::size_t hash =
        std::hash<std::string>()(std::string(request.path) + "\n" + entry.body);
    if (const auto earlier = bodies->known.find(hash); earlier != bodies->known.end()) {
      // Two that are meant may fall into one millisecond.
      const bool is_meant =
          earlier->second.was_done && request.at_ms - earlier->second.at_ms <= kSameMomentMs;
      if (is_meant || findings.is_blamed()) return;
      findings.add({.rule = "sign/replayed_timestamp",
                    .level = Level::should,
                    .mistake = "timestamp_replayed",
                    .api_key = entry.api_key,
                    .sentence = "a request was sent again with the timestamp of the first attempt",
                    .evidence = {evidence_of(request)}});
      return;
    }
    bodies->known.emplace(hash, Sent{request.at_ms, request.told == Told::done});
    bodies->order.push_back(hash);
    if (bodies->order.size() > kBodiesMax) {
      bodies->known.erase(bodies->order.front());
      bodies->order.pop_front();
    }
  }
  void end(std::size_t source, Findings&) override {
    bodies_.take_all(source, [](const auto&, const auto&) {});
  }

 private:
  static constexpr std::size_t kBodiesMax = 1000;
  static constexpr std::int64_t kSameMomentMs = 20;
  struct Sent {
    std::int64_t at_ms;
    bool was_done;
  };
  struct Bodies {
    std::unordered_map<std::size_t, Sent> known;
    std::deque<std::size_t> order;
  };

  PerKey<Bodies> bodies_;
};

}  // namespace

std::unique_ptr<SessionRule> signature_rule() { return std::make_unique<SignatureRule>(); }
std::unique_ptr<SessionRule> form_rule() { return std::make_unique<FormRule>(); }
std::unique_ptr<SessionRule> secret_rule() { return std::make_unique<SecretRule>(); }
std::unique_ptr<SessionRule> stale_rule() { return std::make_unique<StaleRule>(); }
std::unique_ptr<SessionRule> timestamp_rule() { return std::make_unique<TimestampRule>(); }

}  // namespace everstrike::conformance
