// Those that never come to an endpoint: wrongly signed requests, explained or known from before,
// and bytes that were no request.
#include <algorithm>
#include <string>
#include <utility>

#include "mock_server/pipeline/diagnose_request.hpp"
#include "mock_server/pipeline/keep_answer.hpp"
#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/pipeline/redact_entry.hpp"
#include "mock_server/pipeline/refused_outcome.hpp"

namespace everstrike::mock_server {
namespace {

// How much the journal keeps of bytes that were no acceptable request.
constexpr std::size_t kReceivedBytesKept = 4096;

}  // namespace

Answer Pipeline::refuse_and_close(const AuthRefusal& refusal, const Request& request,
                                  const std::optional<std::string>& api_key,
                                  const EarlierBodies& earlier_bodies, std::shared_ptr<Entry> owned,
                                  std::int64_t started_us) {
  Entry& entry = *owned;
  if (diagnosis_depth_ == diagnosis::Depth::off) {
    Answer answer = answer_to(refused(refusal.verdict, refusal.detail), {}, entry);
    return close(std::move(answer), std::move(owned), started_us);
  }
  // Read before the accounts are: what changes meanwhile is looked at anew.
  const std::uint64_t accounts_version = keys_.version();
  DiagnosisQuestion question = {.request = request,
                                .api_key = api_key,
                                .credential = refusal.credential.get(),
                                .keys = keys_};
  const auto key = refusal_key(question, accounts_version, earlier_bodies.number());
  if (const auto known = refusals_.find(key)) {
    Answer answer;
    answer.reply = known->reply;
    delay(answer, entry);
    known->tell(entry);
    keep_answer(answer, entry);
    entry.answer_body = known->answer_body;
    return finish(std::move(answer), std::move(owned), started_us);
  }
  if (request.room != nullptr) request.room->about_to_take_long();
  question.earlier_bodies = earlier_bodies.latest_first();
  auto found = diagnose_request(question, {.depth = diagnosis_depth_});
  // That the key is unknown explains enough.
  if (refusal.verdict == Verdict::unknown_key && found.outcome == diagnosis::Outcome::unexplained) {
    found = {};
  }
  Answer answer = answer_to(refused(refusal.verdict, refusal.detail), found, entry);
  keep_answer(answer, entry);
  redact_outcome(redactor_, entry);
  refusals_.keep(key, KnownRefusal(answer.reply, entry));
  return finish(std::move(answer), std::move(owned), started_us);
}

Answer Pipeline::refuse(const MalformedRequest& request) {
  using Reason = MalformedRequest::Reason;
  const std::int64_t started_us = clock_->steady_us();
  std::shared_ptr<Entry> owned = journal_.blank();
  Entry& entry = *owned;
  entry.time_ms = clock_->unix_ms();
  entry.head = request.received;
  redact_request(redactor_, entry);
  entry.head.resize(std::min(entry.head.size(), kReceivedBytesKept));
  entry.connection = request.arrival.connection;
  entry.request_on_connection = request.arrival.request_on_connection;
  entry.tls = request.arrival.tls;

  const Verdict verdict = request.reason == Reason::body_too_large ? Verdict::body_too_large
                          : request.reason == Reason::overloaded   ? Verdict::overloaded
                                                                   : Verdict::malformed_request;
  std::string detail(reason_text(request.reason));
  if (!request.detail.empty()) detail.append(": ").append(request.detail);
  Answer answer = answer_to(refused(verdict, std::move(detail)), {}, entry);
  if (request.answered) {
    answer.reply = *request.answered;
    redact_reply(redactor_, answer.reply);  // it quotes the request
  }
  entry.answer_is_our_words = false;
  answer = close(std::move(answer), std::move(owned), started_us);
  // There is nobody left to answer.
  if (request.reason == Reason::cut_off) answer.reply.body.clear();
  answer.reply.close = true;
  return answer;
}

}  // namespace everstrike::mock_server
