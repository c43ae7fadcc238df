#include "conformance/client/judge/claims.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

#include "conformance/client/judge/judges.hpp"
#include "conformance/client/judge/seen_answer.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Entry;

// What Python, Node, Java, Deno, Go, Rust, .NET and PHP write last.
constexpr std::array<std::string_view, 8> kLastWords = {"Traceback (most recent call last)",
                                                        "Uncaught ",
                                                        "\nNode.js v",
                                                        "Exception in thread",
                                                        "panic: ",
                                                        "panicked at",
                                                        "Unhandled exception",
                                                        "triggerUncaught"};

// The statuses by which the exchange itself, in its own envelope, says that it did nothing.
bool is_refusal(int status) {
  constexpr std::array kStatuses = {401, 403, 404, 410, 429};
  return std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end();
}

bool is_answered_503(const Entry& entry) { return entry.status == 503 && is_whole_answer(entry); }

bool may_cancel(const SeenRequest& request) {
  return request.entry.method == "POST" && request.is_cancel();
}

// Goes through the answers as the client saw them come.
class Proofs {
 public:
  void add(const SeenRequest& request) {
    if (request.proof == Proof::filled) {
      filled_ = true;
    } else if (request.proof == Proof::open) {
      shown_open_ = unclear_ != nullptr;
      if (lost_ == nullptr) unclear_ = nullptr;
    } else if (may_cancel(request) && leaves_open(request)) {
      unclear_ = &request;
      if (!is_answered_503(request.entry)) lost_ = &request;
      shown_open_ = false;
    }
  }

  [[nodiscard]] bool allow_no() const { return filled_ || unclear_ == nullptr; }
  [[nodiscard]] bool show_it_open() const { return shown_open_; }
  [[nodiscard]] const SeenRequest* unclear() const { return unclear_; }

 private:
  bool filled_ = false;
  bool shown_open_ = false;               // after the last unclear answer
  const SeenRequest* unclear_ = nullptr;  // the last one that nothing settled
  const SeenRequest* lost_ = nullptr;     // one whose cancel may still be on its way
};

// What an answer that a case plans leaves to be proved.
enum class Left { nothing, whole_503, lost, never };

Left left_by(const PlannedAnswer& answer) {
  // Filled in full the order can't be cancelled any more, in part it is.
  if (const auto* fill = std::get_if<mock_server::FillFirst>(&answer.rule.fault)) {
    return fill->qty ? Left::never : Left::nothing;
  }
  const auto* status = std::get_if<mock_server::AnswerStatus>(&answer.rule.fault);
  switch (answer.proof) {
    case Proof::confirms:
    case Proof::cancelled:
      return Left::never;
    case Proof::filled:
    case Proof::open:
    case Proof::missing:
      return Left::nothing;
    case Proof::refuses:
      return status != nullptr && !is_refusal(status->status) ? Left::lost : Left::nothing;
    case Proof::unclear:
      break;
  }
  if (status == nullptr) return Left::lost;
  if (status->status == 429 && status->body == mock_server::BodyKind::documented) {
    return Left::nothing;
  }
  return status->status == 503 ? Left::whole_503 : Left::lost;
}

}  // namespace

bool died_of_an_exception(const SubjectEnd& client) {
  // One that stays, and says so by a line, is alive.
  return client.exit_code == 1 && !client.answered &&
         std::any_of(kLastWords.begin(), kLastWords.end(), [&](std::string_view words) {
           return client.error_output.find(words) != std::string::npos;
         });
}

bool leaves_open(const SeenRequest& request) {
  const Entry& entry = request.entry;
  switch (request.proof) {
    case Proof::filled:
    case Proof::missing:
    case Proof::open:
      return false;
    case Proof::cancelled:
      // By an attempt before this one, if there was any; then that one left it open.
      return false;
    case Proof::confirms:
      return true;
    case Proof::unclear:
      return !(entry.status == 429 && is_whole_answer(entry) && has_own_envelope(entry));
    case Proof::refuses:
      // By HTTP 200 the case says itself that the order is dead.
      return entry.status != 200 && !is_refusal(entry.status);
  }
  return true;
}

Judgement judge_no(const Evidence& seen) {
  if (!seen.three_claims || seen.client.exit_code != 1) return pass();
  if (died_of_an_exception(seen.client)) {
    return fail("crashed",
                "the client ended by an exception that nobody caught, which claims nothing",
                "an exit code of its own: 6 when the outcome is not known", ending(seen.client),
                story(seen));
  }
  Proofs proofs;
  for (const SeenRequest& request : seen.requests) proofs.add(request);
  if (proofs.allow_no()) return pass();
  if (proofs.show_it_open()) {
    return lenient(
        "says that nothing was cancelled because the order is open; after a lost answer that "
        "proves "
        "nothing yet, the cancel may still be on its way");
  }
  return owned_by(
      "outcome",
      fail("denied_without_proof",
           "the client says that this call cancelled nothing, and no answer proves it",
           "exit code 6, or a later answer that proves it", ending(seen.client), story(seen)));
}

std::string what_no_needs(const Case& one) {
  const Setting& setting = one.setting;
  if (!setting.listens) return "nothing: no request can be sent";
  if (setting.tls && *setting.tls != mock_server::TlsFault::none) {
    return "nothing, as long as no request is sent";
  }
  auto left = setting.order == Setting::OrderState::open ||
                      setting.order == Setting::OrderState::partly_filled
                  ? Left::never
                  : Left::nothing;
  if (!setting.key_is_known || setting.secret_of_exchange) {
    left = setting.reject_status.empty() ? Left::whole_503 : Left::nothing;
  }
  // The worst of what is planned: one lost answer is enough.
  for (const PlannedAnswer& answer : setting.answers) {
    const Left planned = left_by(answer);
    if (&answer == &setting.answers.front() || planned > left) left = planned;
  }
  switch (left) {
    case Left::nothing:
      return "nothing more: the answer itself says so";
    case Left::whole_503:
      return "a later answer: \"already completed\", or GET /order that shows COMPLETED or ACTIVE";
    case Left::lost:
      return "a later answer: \"already completed\", or GET /order that shows COMPLETED; an open "
             "order proves nothing yet";
    case Left::never:
      return "what can't be: the cancel is confirmed";
  }
  return "";
}

}  // namespace everstrike::conformance
