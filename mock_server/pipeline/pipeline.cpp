#include "mock_server/pipeline/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>

#include "mock_server/exchange/call.hpp"
#include "mock_server/exchange/place_bulk.hpp"
#include "mock_server/exchange/recv_window.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "mock_server/message/envelope.hpp"
#include "mock_server/pipeline/diagnose_request.hpp"
#include "mock_server/pipeline/keep_answer.hpp"
#include "mock_server/pipeline/prepare_orders.hpp"
#include "mock_server/pipeline/redact_entry.hpp"
#include "mock_server/pipeline/refused_outcome.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

// The media type without its parameters; "; charset=utf-8" and letter case change nothing.
bool is_form(const RequestHead& head) {
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  const std::string_view type = head.find("content-type").value_or("");
  if (!signing::equal_ignoring_case(type.substr(0, kForm.size()), kForm)) return false;
  const auto rest = type.find_first_not_of(" \t", kForm.size());
  return rest == std::string_view::npos || type[rest] == ';';
}

// Whether a Content-Encoding was put on the body; "identity" is none.
bool is_encoded(const RequestHead& head) {
  const auto coding = head.joined("content-encoding");
  return coding && !coding->empty() && !signing::equal_ignoring_case(*coding, "identity");
}

// Whether there is memory for the answer until its client has read it.
bool has_room(const Answer& answer, const Request& request) {
  if (request.room == nullptr || request.head.method() == "HEAD") return true;
  const auto& raw = answer.plan.raw_answer;
  return request.room->reserve(raw ? raw->size() : answer.reply.body.size());
}

// One whose reply is to be put in: a reply of its own would cost memory for its content type.
Answer no_answer_yet() { return {.reply = {.content_type = {}}}; }

}  // namespace

Answer Pipeline::answer(const Request& request) {
  const std::int64_t started_us = clock_->steady_us();
  const auto api_key = api_key_of(request.head);
  std::shared_ptr<Entry> owned = open(request, api_key);
  Entry& entry = *owned;

  const auto routed = route(request.head);
  if (!routed) {
    Answer answer = answer_to(refused(routed.error().verdict, routed.error().detail), {}, entry);
    if (const auto allowed = routed.error().allowed_method; !allowed.empty()) {
      answer.reply.headers.emplace_back("Allow", allowed);
    }
    return close(std::move(answer), std::move(owned), started_us);
  }
  const Endpoint& endpoint = **routed;
  const bool signs = endpoint.access == Access::signed_body;
  const auto auth = authenticate(keys_, request, api_key,
                                 signs ? SignatureRule::required : SignatureRule::ignored);
  const auto credential = auth ? *auth : auth.error().credential;
  const bool admitted = auth || endpoint.access == Access::open;
  const FormReading form(endpoint.in_body() ? std::string_view(request.body) : request.head.query(),
                         entry.secret_on_wire ? &redactor_ : nullptr);
  const FaultQuestion question = {
      .endpoint = endpoint.name, .api_key = api_key ? *api_key : std::string_view(), .form = form};
  if (!admitted && !credential) {
    const auto strike = fault_desk_.before_auth_of_stranger(question);
    if (!strike) {
      return refuse_and_close(auth.error(), request, api_key, {}, std::move(owned), started_us);
    }
    Answer answer = struck_early(*strike, entry);
    return close(std::move(answer), std::move(owned), started_us);
  }

  if (credential) make_room_for_orders();
  Tenant& tenant = credential ? tenants_.of(credential->api_key) : nobody_;
  const std::lock_guard lock(tenant.mutex);
  if (credential) entry.key_number = ++tenant.requests;
  const auto strike = fault_desk_.before_auth(question, tenant.faults);
  if (!strike && !admitted) {
    return refuse_and_close(auth.error(), request, api_key, tenant.earlier_bodies, std::move(owned),
                            started_us);
  }
  if (auth && signs && diagnosis_depth_ != diagnosis::Depth::off) {
    tenant.earlier_bodies.remember(request.body);
  }
  std::optional<Late> late;
  Answer answer = strike ? struck_early(*strike, entry)
                         : decide(endpoint, question, tenant, request, entry, late);
  if (late) {
    late->entry = std::move(owned);
    return answer_late(std::move(*late), request, started_us);
  }
  if (!has_room(answer, request)) answer = refuse_for_room(entry);
  return close(std::move(answer), std::move(owned), started_us);
}

// A sixteenth at a time, so that looking for the oldest ones costs each order little.
void Pipeline::make_room_for_orders() {
  const std::size_t max = placed_orders_->max;
  const std::size_t spare = std::min(kBulkOrdersMax, max / 4);
  if (placed_orders_->count + spare < max) return;
  tenants_.forget_finished(std::max<std::size_t>(max / 16, spare));
}

Answer Pipeline::decide(const Endpoint& endpoint, const FaultQuestion& question, Tenant& tenant,
                        const Request& request, Entry& entry, std::optional<Late>& late) const {
  auto faults = fault_desk_.around_effect(question, tenant.faults);
  auto fills =
      prepare_orders(faults.orders, tenant.world, tenant.clock.now_ms(*clock_), index_price_);
  const auto& before_effect = faults.strikes.before_effect;
  const auto& after_effect = faults.strikes.after_effect;
  // Both are counted for every request, so that neither shifts the other.
  std::optional<Outcome> limited;
  if (!rate_limits_.empty() && endpoint.access != Access::open) {
    const auto& fields = question.form.fields();
    const RateCost cost = fields ? rate_cost(endpoint.path, *fields) : RateCost{};
    limited = tenant.rate_limiter.refuse(rate_limits_, cost, clock_->unix_ms());
  }
  diagnosis::Diagnosis found;
  if (endpoint.access == Access::signed_body && diagnosis_depth_ != diagnosis::Depth::off) {
    if (!before_effect && !after_effect) found = note_on(request.body);
  }
  // Once the request is handled the effect is real, whatever the client will hear of it.
  Answer answer = no_answer_yet();
  if (before_effect) {
    answer = struck_early(*before_effect, entry);
  } else {
    Outcome outcome =
        limited ? std::move(*limited) : handle(endpoint, question.form, tenant, request);
    if (outcome.result_later) {
      entry.effect = std::move(outcome.effect);
      late.emplace(Late{std::move(outcome), std::move(found), after_effect, nullptr});
    } else {
      answer = answer_to(std::move(outcome), found, entry);
    }
  }
  add_fills(std::move(fills), entry.effect);
  announce(question.api_key, entry.effect, tenant);
  if (after_effect && !before_effect && !late) shape(*after_effect, answer, entry);
  return answer;
}

void Pipeline::announce(std::string_view api_key, const Effect& effect, Tenant& tenant) const {
  const bool happened = effect.kind != Effect::Kind::none || !effect.fills.empty();
  if (on_effect_ && happened) on_effect_(api_key, effect, tenant.world);
}

Outcome Pipeline::handle(const Endpoint& endpoint, const FormReading& form, Tenant& tenant,
                         const Request& request) const {
  const bool in_body = endpoint.in_body();
  if (in_body && is_encoded(request.head)) {
    return refused(Verdict::malformed_request,
                   "bodies with a Content-Encoding are not taken; the signature fits the bytes "
                   "that arrived");
  }
  if (in_body && !is_form(request.head)) return refused(Verdict::wrong_content_type);
  const auto& fields = form.fields();
  if (!fields) {
    return refused(Verdict::malformed_body, in_body ? fields.error().message() : "in the query");
  }
  const Call call{.world = tenant.world,
                  .fields = *fields,
                  .unix_ms = tenant.clock.now_ms(*clock_),
                  .recv_window_ms = recv_window_ms_};
  if (in_body) {
    if (auto stale = refuse_stale(call)) return std::move(*stale);
  }
  Outcome outcome = endpoint.handle(call);
  if (in_body && !faithful_) {
    if (const auto note = timestamp_note(call); !note.empty()) outcome.notes.push_back(note);
  }
  return outcome;
}

std::shared_ptr<Entry> Pipeline::open(const Request& request,
                                      const std::optional<std::string>& api_key) {
  std::shared_ptr<Entry> owned = journal_.blank();
  Entry& entry = *owned;
  entry.time_ms = clock_->unix_ms();
  entry.method = request.head.method();
  entry.path = request.head.target();
  entry.head = request.head.bytes;
  entry.body = request.body;
  entry.api_key = api_key.value_or("");
  if (request.head.framing == BodyFraming::content_length) {
    entry.content_length = request.head.content_length;
  }
  entry.chunked = request.head.framing == BodyFraming::chunked;
  entry.body_bytes = request.body.size();
  entry.connection = request.arrival.connection;
  entry.request_on_connection = request.arrival.request_on_connection;
  entry.tls = request.arrival.tls;
  redact_request(redactor_, entry);
  return owned;
}

Answer Pipeline::answer_to(Outcome outcome, const diagnosis::Diagnosis& found, Entry& entry) const {
  const int status = reject_status_.of(outcome.verdict);
  bool is_our_words = outcome.detail.empty();
  Answer answer = no_answer_yet();
  if (outcome.verdict == Verdict::accepted) {
    is_our_words = outcome.is_our_words;
    answer.reply = success_reply(std::move(outcome.result_json), outcome.beside_json);
  } else if (!outcome.exact_msg.empty()) {
    const bool stale = outcome.verdict == Verdict::stale_timestamp && status == 408;
    answer.reply = exact_error_reply(status, stale ? 414 : status, outcome.exact_msg);
  } else {
    std::string msg(kDocumentedErrorText);
    if (!faithful_) {
      std::string cause = refusal_text(found, explanation(outcome.verdict));
      if (cause != explanation(outcome.verdict)) {
        redactor_.redact(cause);
        is_our_words = false;
      }
      msg.append(": ").append(cause.empty() ? explanation(outcome.verdict) : cause);
      if (cause.empty() && !outcome.detail.empty()) {
        std::string detail = outcome.detail;  // it may quote the request
        redactor_.redact(detail);
        msg += " (" + detail + ")";
      }
    }
    answer.reply = error_reply(status, msg);
  }
  is_our_words = is_our_words && !names_secret(redactor_, entry, outcome.effect);
  if (!is_our_words) redact_reply(redactor_, answer.reply);
  delay(answer, entry);
  entry.answer_is_our_words = is_our_words;
  entry.verdict = outcome.verdict;
  entry.detail = std::move(outcome.detail);
  entry.effect = std::move(outcome.effect);
  for (const std::string_view note : outcome.notes) entry.notes.emplace_back(note);
  keep_diagnosis(found, entry);
  return answer;
}

void Pipeline::delay(Answer& answer, const Entry& entry) const {
  if (!latency_) return;
  answer.plan.delay = wait_of(*latency_, Die(seed_, "latency", entry.api_key, entry.key_number));
}

Answer Pipeline::struck_early(const Strike& strike, Entry& entry) const {
  Answer answer = answer_to(refused(Verdict::faulted), {}, entry);
  shape(strike, answer, entry);
  return answer;
}

void Pipeline::shape(const Strike& strike, Answer& answer, Entry& entry) const {
  const Die die(strike.seed, strike.rule->id, entry.api_key, strike.ordinal);
  apply(strike.rule->fault,
        {.die = die,
         .unix_ms = clock_->unix_ms(),
         .accept_encoding = header_value(entry.head, "accept-encoding")},
        answer);
  entry.answer_is_our_words = false;
  // A rule may have brought a text of its own.
  redact_reply(redactor_, answer.reply);
  if (answer.plan.raw_answer) redactor_.redact_document(*answer.plan.raw_answer);
  entry.verdict = Verdict::faulted;
  entry.fault = replay_text(strike);
  entry.phase = strike.rule->phase;
}

Answer Pipeline::close(Answer&& answer, std::shared_ptr<Entry> entry, std::int64_t started_us) {
  keep_answer(answer, *entry);
  redact_outcome(redactor_, *entry);
  return finish(std::move(answer), std::move(entry), started_us);
}

Answer Pipeline::finish(Answer&& answer, std::shared_ptr<Entry> entry, std::int64_t started_us) {
  entry->answer_has_mock_headers = !faithful_;
  entry->duration_us = clock_->steady_us() - started_us;
  const auto kept = journal_.commit(std::move(entry));
  if (on_entry_) on_entry_(*kept);

  if (!faithful_) {
    auto headers = mock_headers(*kept);
    auto& all = answer.reply.headers;
    if (all.empty()) {
      all = std::move(headers);
    } else {
      std::ranges::move(headers, std::back_inserter(all));
    }
  }
  return std::move(answer);
}

}  // namespace everstrike::mock_server
