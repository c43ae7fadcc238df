#include "mock_server/pipeline/pipeline.hpp"

#include <mutex>

#include "mock_server/exchange/call.hpp"
#include "mock_server/exchange/recv_window.hpp"
#include "mock_server/message/envelope.hpp"
#include "mock_server/pipeline/diagnose_request.hpp"
#include "mock_server/pipeline/keep_answer.hpp"
#include "mock_server/tls/host_name.hpp"

namespace everstrike::mock_server {
namespace {

Redactor redactor_for(const Options& options) {
  std::vector<std::string_view> secrets;
  for (const AccountSeed& account : options.accounts) secrets.push_back(account.secret.reveal());
  if (options.secret_for_unknown_keys) secrets.push_back(options.secret_for_unknown_keys->reveal());
  secrets.push_back(options.control_token.reveal());
  return Redactor(secrets);
}

// The media type without its parameters; "; charset=utf-8" and letter case change nothing.
bool is_form(const RequestHead& head) {
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  const std::string_view type = head.find("content-type").value_or("");
  if (type.size() < kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const char c = type[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != kForm[i]) return false;
  }
  const auto rest = type.find_first_not_of(" \t", kForm.size());
  return rest == std::string_view::npos || type[rest] == ';';
}

// Where the fields of a request stand.
std::string_view form_text(const Endpoint& endpoint, const Request& request) {
  return endpoint.access == Access::signed_body ? request.body : request.head.query();
}

// An answer may quote what the client sent, so it can hold what the request held.
void redact_answer(const Redactor& redactor, Entry& entry) {
  redactor.redact(entry.detail);
  redactor.redact(entry.proof);
  redactor.redact(entry.answer_body);
  for (std::string& id : entry.effect.order_ids) redactor.redact(id);
  for (Fill& fill : entry.effect.fills) redactor.redact(fill.order);
  for (auto& [name, value] : entry.answer_headers) redactor.redact(value);
}

Outcome refused(Verdict verdict, std::string detail = {}) {
  return {.verdict = verdict, .detail = std::move(detail)};
}

}  // namespace

Pipeline::Pipeline(const Options& options)
    : faithful_(options.faithful),
      reject_status_(options.reject_status),
      diagnosis_depth_(options.diagnosis_depth),
      reveal_(options.reveal && is_loopback_host(options.listen.host)),
      clock_(options.clock),
      on_entry_(options.on_entry),
      seed_(options.seed),
      latency_(options.latency),
      rate_limit_(options.rate_limit),
      recv_window_ms_(options.recv_window_ms),
      fault_desk_(Plan(options.rules, options.seed, options.scenario), options.magic_order_ids),
      tenants_([this](std::string_view api_key) { return make_tenant(api_key); }),
      redactor_(redactor_for(options)),
      journal_(options.journal, options.journal_file) {
  for (const AccountSeed& account : options.accounts) {
    keys_.put(account.api_key, account.secret, account.demo);
    first_orders_.put(account.api_key, account.orders);
  }
  if (options.secret_for_unknown_keys) keys_.put_for_unknown(*options.secret_for_unknown_keys);
}

Answer Pipeline::answer(const Request& request) {
  const std::int64_t started_us = clock_->steady_us();
  Entry entry = open(request);

  const auto routed = route(request.head);
  if (!routed) {
    return close({.outcome = refused(routed.error().verdict),
                  .strike = std::nullopt,
                  .allowed_method = routed.error().allowed_method},
                 std::move(entry), started_us);
  }
  const Endpoint& endpoint = **routed;
  const auto auth = authenticate(
      keys_, request,
      endpoint.access == Access::signed_body ? SignatureRule::required : SignatureRule::ignored);
  const auto credential = auth ? *auth : auth.error().credential;
  const bool admitted = auth || endpoint.access == Access::open;
  const FaultQuestion question = {.endpoint = endpoint.name,
                                  .api_key = request.head.find("x-api-key").value_or(""),
                                  .body = form_text(endpoint, request)};
  if (!admitted && !credential) {
    if (auto strike = fault_desk_.before_auth_of_stranger(question)) {
      return close(struck_early(std::move(*strike)), std::move(entry), started_us);
    }
    return close(refuse_stranger(auth.error(), request, {}), std::move(entry), started_us);
  }

  Tenant& tenant = credential ? tenants_.of(credential->api_key) : nobody_;
  const std::lock_guard lock(tenant.mutex);
  if (credential) entry.key_number = ++tenant.requests;
  if (auto strike = fault_desk_.before_auth(question, tenant.faults)) {
    return close(struck_early(std::move(*strike)), std::move(entry), started_us);
  }
  if (!admitted) {
    return close(refuse_stranger(auth.error(), request, tenant.earlier_bodies), std::move(entry),
                 started_us);
  }
  Decision decision = decide(endpoint, question, tenant, request);
  if (endpoint.access == Access::signed_body && diagnosis_depth_ != diagnosis::Depth::off) {
    tenant.earlier_bodies.remember(request.body);
    decision.found = note_on(request.body);
  }
  return close(decision, std::move(entry), started_us);
}

Pipeline::Decision Pipeline::struck_early(Strike strike) {
  return {.outcome = refused(Verdict::faulted), .strike = std::move(strike)};
}

Pipeline::Decision Pipeline::refuse_stranger(const AuthRefusal& refusal, const Request& request,
                                             const EarlierBodies& earlier_bodies) const {
  Decision decision{.outcome = refused(refusal.verdict, refusal.detail), .strike = std::nullopt};
  decision.found = diagnose_request({.request = request,
                                     .credential = refusal.credential.get(),
                                     .keys = keys_,
                                     .earlier_bodies = earlier_bodies.latest_first()},
                                    {.depth = diagnosis_depth_});
  // That the key is unknown explains enough.
  if (refusal.verdict == Verdict::unknown_key &&
      decision.found.outcome == diagnosis::Outcome::unexplained) {
    decision.found = {};
  }
  return decision;
}

Pipeline::Decision Pipeline::decide(const Endpoint& endpoint, const FaultQuestion& question,
                                    Tenant& tenant, const Request& request) const {
  auto faults = fault_desk_.around_effect(question, tenant.faults);
  if (faults.order_to_open && tenant.world.find(*faults.order_to_open) == nullptr) {
    tenant.world.add({.id = *faults.order_to_open, .time = tenant.clock.now_ms(*clock_)});
  }
  if (endpoint.path.starts_with("/auth/cancel")) {
    tenant.next_failures.strike_if_due(seed_, faults.strikes);
  }
  // Both are counted for every request, so that neither shifts the other.
  std::optional<Outcome> limited;
  if (rate_limit_ && endpoint.access != Access::open) {
    limited = tenant.rate_limiter.refuse(*rate_limit_, clock_->unix_ms());
  }
  if (faults.strikes.before_effect) return struck_early(std::move(*faults.strikes.before_effect));
  // From here on the effect is real, whatever the client will hear of it.
  return {.outcome = limited ? std::move(*limited) : handle(endpoint, tenant, request),
          .strike = std::move(faults.strikes.after_effect)};
}

Outcome Pipeline::handle(const Endpoint& endpoint, Tenant& tenant, const Request& request) const {
  const bool in_body = endpoint.access == Access::signed_body;
  if (in_body && !is_form(request.head)) return refused(Verdict::wrong_content_type);
  const auto fields = signing::decode_form(form_text(endpoint, request));
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
  return endpoint.handle(call);
}

Entry Pipeline::open(const Request& request) const {
  Entry entry;
  entry.time_ms = clock_->unix_ms();
  entry.method = request.head.method();
  entry.path = request.head.target();
  entry.head = request.head.bytes;
  entry.body = request.body;
  entry.api_key = request.head.find("x-api-key").value_or("");
  if (request.head.framing == BodyFraming::content_length) {
    entry.content_length = request.head.content_length;
  }
  entry.chunked = request.head.framing == BodyFraming::chunked;
  entry.body_bytes = request.body.size();
  entry.connection = request.arrival.connection;
  entry.request_on_connection = request.arrival.request_on_connection;
  entry.tls = request.arrival.tls;
  for (std::string* text : {&entry.head, &entry.body, &entry.path, &entry.api_key}) {
    if (redactor_.redact(*text)) entry.secret_on_wire = true;
  }
  return entry;
}

Answer Pipeline::close(const Decision& decision, Entry entry, std::int64_t started_us) {
  ShapedReply shaped = shape(decision, entry);
  Reply& reply = shaped.reply;
  const WirePlan& plan = shaped.plan;

  entry.verdict = decision.strike ? Verdict::faulted : decision.outcome.verdict;
  entry.detail = decision.outcome.detail;
  if (!decision.strike) keep_diagnosis(decision.found, entry);
  entry.effect = decision.outcome.effect;
  if (decision.strike) {
    entry.fault = replay_text(*decision.strike);
    entry.phase = decision.strike->rule->phase;
  }
  keep_answer(reply, plan, entry);
  entry.answer_has_mock_headers = !faithful_;
  redact_answer(redactor_, entry);
  entry.duration_us = clock_->steady_us() - started_us;
  const auto kept = journal_.commit(std::move(entry));
  if (on_entry_) on_entry_(*kept);

  if (!faithful_) {
    for (auto& header : mock_headers(*kept)) reply.headers.push_back(std::move(header));
  }
  return {.reply = std::move(reply), .plan = std::move(shaped.plan), .park_for = std::nullopt};
}

ShapedReply Pipeline::shape(const Decision& decision, const Entry& entry) const {
  ShapedReply shaped;
  const Outcome& outcome = decision.outcome;
  if (decision.reply) {
    shaped.reply = *decision.reply;
  } else if (outcome.verdict == Verdict::accepted) {
    shaped.reply = success_reply(outcome.result_json);
  } else if (!outcome.exact_msg.empty()) {
    const int status = reject_status_.of(outcome.verdict);
    const bool stale = outcome.verdict == Verdict::stale_timestamp && status == 408;
    shaped.reply = exact_error_reply(status, stale ? 414 : status, outcome.exact_msg);
  } else {
    std::string msg(kDocumentedErrorText);
    if (!faithful_) {
      std::string cause = refusal_text(decision.found, explanation(outcome.verdict));
      redactor_.redact(cause);
      msg.append(": ").append(cause.empty() ? explanation(outcome.verdict) : cause);
      if (cause.empty() && !outcome.detail.empty()) msg += " (" + outcome.detail + ")";
    }
    shaped.reply = error_reply(reject_status_.of(outcome.verdict), msg);
    if (!decision.allowed_method.empty()) {
      shaped.reply.headers.emplace_back("Allow", decision.allowed_method);
    }
  }
  if (latency_) {
    shaped.plan.delay = wait_of(*latency_, Die(seed_, "latency", entry.api_key, entry.key_number));
  }
  if (decision.strike) {
    const Strike& strike = *decision.strike;
    const Die die(strike.seed, strike.rule->id, entry.api_key, strike.ordinal);
    apply(strike.rule->fault, {.die = die, .unix_ms = clock_->unix_ms()}, shaped);
  }
  return shaped;
}

Answer Pipeline::refuse(const MalformedRequest& request) {
  using Reason = MalformedRequest::Reason;
  const std::int64_t started_us = clock_->steady_us();
  Entry entry;
  entry.time_ms = clock_->unix_ms();
  entry.head = request.received;
  entry.secret_on_wire = redactor_.redact(entry.head);
  entry.connection = request.arrival.connection;
  entry.request_on_connection = request.arrival.request_on_connection;
  entry.tls = request.arrival.tls;

  const Verdict verdict = request.reason == Reason::body_too_large ? Verdict::body_too_large
                                                                   : Verdict::malformed_request;
  std::string detail(reason_text(request.reason));
  if (!request.detail.empty()) detail.append(": ").append(request.detail);
  Answer answer = close({.outcome = refused(verdict, std::move(detail)),
                         .strike = std::nullopt,
                         .reply = request.answered},
                        std::move(entry), started_us);
  // There is nobody left to answer.
  if (request.reason == Reason::cut_off) answer.reply.body.clear();
  answer.reply.close = true;
  return answer;
}

std::vector<ComingStrike> Pipeline::coming_strikes(const PlanLook& look) {
  const auto plan = fault_desk_.plan();
  RuleCounts counts;
  if (Tenant* tenant = tenants_.find(look.api_key)) {
    const std::lock_guard lock(tenant->mutex);
    if (tenant->faults.counted_for == plan) counts = tenant->faults.counts;
  }
  return mock_server::coming_strikes(*plan, look, std::move(counts));
}

std::unique_ptr<Tenant> Pipeline::make_tenant(std::string_view api_key) const {
  auto tenant = std::make_unique<Tenant>(node_of(api_key));
  for (const Order& order : first_orders_.of(api_key)) tenant->world.add(order);
  return tenant;
}

void Pipeline::reset(std::string_view api_key, Tenant& tenant) const {
  tenant.world = World(node_of(api_key));
  for (const Order& order : first_orders_.of(api_key)) tenant.world.add(order);
  tenant.rate_limiter = {};
  tenant.earlier_bodies = {};
  tenant.faults = {};
  tenant.requests = 0;
  tenant.clock = {};
  tenant.next_failures = {};
}

std::uint64_t Pipeline::node_of(std::string_view api_key) const {
  return keyed_draw(seed_, "order-id", api_key, 0);
}

Backstage Pipeline::backstage() {
  return {
      .keys = keys_,
      .tenants = tenants_,
      .first_orders = first_orders_,
      .redactor = redactor_,
      .journal = journal_,
      .clock = *clock_,
      .reset = [this](std::string_view api_key, Tenant& tenant) { reset(api_key, tenant); },
      .faults = {.seed = seed_,
                 .plan = [this] { return plan(); },
                 .set_plan = [this](Plan plan) { set_plan(std::move(plan)); },
                 .coming_strikes = [this](const PlanLook& look) { return coming_strikes(look); }},
      .reveal = reveal_};
}

}  // namespace everstrike::mock_server
