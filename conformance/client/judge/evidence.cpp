#include "conformance/client/judge/evidence.hpp"

#include "conformance/client/judge/bytes_text.hpp"
#include "conformance/client/judge/seen_answer.hpp"

namespace everstrike::conformance {
namespace {

std::string_view proof_words(Proof proof) {
  switch (proof) {
    case Proof::confirms:
      return "confirms the cancel";
    case Proof::cancelled:
      return "says that it is cancelled already";
    case Proof::filled:
      return "says that it was filled";
    case Proof::missing:
      return "says that there is no such order";
    case Proof::open:
      return "shows it open";
    case Proof::unclear:
      return "leaves it open";
    case Proof::refuses:
      return "refuses";
  }
  return "";
}

std::string answer_words(const mock_server::Entry& entry) {
  using mock_server::WireEnd;
  std::string text;
  if (entry.answer_is_raw) {
    text = "bytes of the case";
  } else if (entry.cut_after == 0U) {
    text = "no byte";
  } else {
    text = "HTTP " + std::to_string(entry.status);
    if (entry.cut_after) text += ", cut after " + std::to_string(*entry.cut_after) + " bytes";
  }
  if (entry.wire_end == WireEnd::reset) text += ", reset";
  if (entry.wire_end == WireEnd::hang) text += ", then silence";
  if (entry.wire_end == WireEnd::close && entry.cut_after) text += ", closed";
  if (entry.delay_ms > 0) text += ", " + std::to_string(entry.delay_ms) + " ms later";
  return text;
}

}  // namespace

std::vector<const SeenRequest*> Evidence::cancels() const {
  std::vector<const SeenRequest*> found;
  for (const SeenRequest& request : requests) {
    if (request.entry.method == "POST" && request.is_cancel() &&
        !request.entry.resource().starts_with("/auth/cancel/")) {
      found.push_back(&request);
    }
  }
  return found;
}

const SeenRequest* Evidence::confirmation() const {
  for (const SeenRequest* request : cancels()) {
    if (request->proof == Proof::confirms) return request;
  }
  return nullptr;
}

const SeenRequest* Evidence::inference() const {
  // A bulk cancel or a look at the order says it as well; a client need not go that way.
  for (const SeenRequest& request : requests) {
    if (request.proof == Proof::confirms) return &request;
  }
  if (const SeenRequest* cancelled = after_unclear(Proof::cancelled)) return cancelled;
  return suite_revision == 1 ? after_unclear(Proof::missing) : nullptr;
}

const SeenRequest* Evidence::after_unclear(Proof proof) const {
  bool may_have_happened = false;
  for (const SeenRequest* request : cancels()) {
    if (may_have_happened && request->proof == proof) return request;
    if (request->proof == Proof::unclear) may_have_happened = true;
  }
  return nullptr;
}

Proof proof_of(const mock_server::Entry& entry, std::string_view order_id) {
  using mock_server::Verdict;
  const bool is_cancel = entry.method == "POST" && entry.resource().starts_with("/auth/cancel");
  if (entry.verdict == Verdict::accepted && is_cancel) return Proof::confirms;
  if (entry.verdict == Verdict::accepted && entry.method == "GET" &&
      entry.resource().starts_with("/order")) {
    // Asking how the order stands is a good way out of an unclear answer.
    return proof_of_look(entry.answer_body, order_id);
  }
  if (is_cancel && entry.verdict == Verdict::already_cancelled) return Proof::cancelled;
  if (is_cancel && entry.verdict == Verdict::already_completed) return Proof::filled;
  if (is_cancel && entry.verdict == Verdict::unknown_order) return Proof::missing;
  return is_cancel ? Proof::refuses : Proof::unclear;
}

std::string ending(const SubjectEnd& client) {
  if (!client.not_started.empty()) return "could not be started";
  if (client.timed_out) {
    return "did not end within " + std::to_string(client.duration_ms) + " ms";
  }
  if (client.answered) {
    switch (client.exit_code.value_or(-1)) {
      case 0:
        return "outcome confirmed";
      case 1:
        return "outcome rejected";
      case 6:
        return "outcome unknown";
      default:
        return "no outcome that there is";
    }
  }
  if (!client.amiss_reason.empty()) return client.amiss_reason;
  if (client.exit_code) return "exit code " + std::to_string(*client.exit_code);
  if (client.signal) return "ended by signal " + std::to_string(*client.signal);
  return "its end was not seen";
}

std::string story(const Evidence& seen) {
  std::string text;
  for (const SeenRequest& request : seen.requests) {
    const auto& entry = request.entry;
    text += "after " + std::to_string(request.at_ms) + " ms: " +
            (entry.method.empty() ? "bytes that are no request"
                                  : entry.method + " " + visible(entry.path, 120)) +
            " -> " + answer_words(entry) + " (" + std::string(proof_words(request.proof)) + ")\n";
  }
  for (const auto& entry : seen.elsewhere) {
    text += "to another host: " + entry.method + " " + visible(entry.path, 120) + "\n";
  }
  if (seen.requests.empty()) text += "no request\n";
  return text + "then: " + ending(seen.client);
}

}  // namespace everstrike::conformance
