#include "mock_server/control/control.hpp"

#include <array>
#include <optional>

#include "json/writer.hpp"
#include "mock_server/control/account_routes.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/embedded.hpp"
#include "mock_server/control/explain_routes.hpp"
#include "mock_server/control/fault_routes.hpp"
#include "mock_server/control/fill_routes.hpp"
#include "mock_server/control/journal_routes.hpp"
#include "mock_server/control/next_failure_routes.hpp"
#include "mock_server/control/price_routes.hpp"
#include "mock_server/control/provenance.hpp"
#include "mock_server/control/query.hpp"
#include "mock_server/control/trigger_routes.hpp"
#include "mock_server/control/verify.hpp"
#include "mock_server/control/world_routes.hpp"
#include "mock_server/exchange/nearest_path.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/wire/http/request_head.hpp"
#include "signing/backend.hpp"
#include "signing/base64.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kPage = "/mock/";

Answer plain(Reply reply) {
  return {.reply = std::move(reply), .plan = {}, .park_for = std::nullopt};
}

bool is_json(const RequestHead& head) {
  std::string_view type = head.find("content-type").value_or("");
  type = type.substr(0, type.find_first_of("; \t"));
  return signing::equal_ignoring_case(type, "application/json");
}

template <class Result, class Handle>
Result with_api_key(const Query& query, Handle handle) {
  const auto api_key = query.text("api_key");
  return api_key ? handle(*api_key) : Result{control_error(400, "query: api_key: missing")};
}

// The text between two marks of the page, as a source expression of Content-Security-Policy:
// exactly this script may run, and nothing that found its way into the page.
std::string hash_source(std::string_view page, std::string_view begin, std::string_view end) {
  const auto from = page.find(begin) + begin.size();
  const std::string_view text = page.substr(from, page.find(end, from) - from);
  std::array<unsigned char, signing::kMacBytes> digest{};
  signing::sha256_kernel().digest(digest, text);
  const std::string bytes(digest.begin(), digest.end());
  return "'sha256-" + signing::base64_encode(bytes) + "'";
}

Reply live_page() {
  static const std::string policy =
      "default-src 'none'; script-src " +
      hash_source(embedded::live_page, "<script>", "</script>") + "; style-src " +
      hash_source(embedded::live_page, "<style>", "</style>") +
      "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
      "frame-ancestors 'none'; require-trusted-types-for 'script'";
  Reply reply{.content_type = "text/html; charset=utf-8", .body = std::string(embedded::live_page)};
  reply.headers = {{"Content-Security-Policy", policy},
                   {"X-Frame-Options", "DENY"},
                   {"Referrer-Policy", "no-referrer"}};
  return reply;
}

}  // namespace

Control::Control(Parts parts)
    : parts_(std::move(parts)),
      reading_(std::make_unique<JournalReading>(
          parts_.backstage.journal, parts_.backstage.feed_ring, parts_.backstage.redactor)) {
  add_journal_routes();
  add_world_routes();
  add_fault_routes();
  add_information_routes();
}

namespace {

std::string_view route_path(const RequestHead& head) {
  return head.path() == "/mock" ? kPage : head.path();
}

std::string_view route_method(const RequestHead& head) {
  return head.method() == "HEAD" ? "GET" : head.method();
}

Shown what_is_shown(std::string_view method, std::string_view path) {
  if (method != "GET") return Shown::data;
  if (path == kPage) return Shown::page;
  return path == "/mock/ca.pem" || path == "/mock/health" ? Shown::open : Shown::data;
}

}  // namespace

namespace {

// What is shown here changes from one moment to the next, and belongs to nobody's cache.
Answer uncached(Answer answer) {
  answer.reply.headers.emplace_back("Cache-Control", "no-store");
  answer.reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return answer;
}

}  // namespace

Answer Control::answer(const Request& request, std::chrono::milliseconds waited) const {
  Answer answer = dispatch(request, waited);
  if (!answer.later) return uncached(std::move(answer));
  answer.later = [later = std::move(answer.later)](const Patience& patience) {
    return uncached(later(patience));
  };
  return answer;
}

Answer Control::dispatch(const Request& request, std::chrono::milliseconds waited) const {
  const RequestHead& head = request.head;
  const Shown shown = what_is_shown(route_method(head), route_path(head));
  if (auto refusal = check_access(parts_.access, head, shown)) return plain(std::move(*refusal));
  return route(request, waited);
}

Reply Control::ask(std::string_view method, std::string_view target, std::string_view json) const {
  std::string text(method);
  text.append(" ").append(target).append(" HTTP/1.1\r\nContent-Type: application/json\r\n\r\n");
  auto head = parse_head(text, {});
  if (!head) return control_error(400, reason_text(head.error()));
  Request request{.head = std::move(*head), .body = std::string(json), .arrival = {}};
  Answer answer = route(request, std::chrono::milliseconds::max());
  if (answer.later) answer = answer.later({});
  for (bool is_over = !answer.body; !is_over;) {
    const auto piece = answer.body->next({});
    answer.reply.body += piece.bytes;
    is_over = piece.is_last;
  }
  return std::move(answer.reply);
}

Answer Control::route(const Request& request, std::chrono::milliseconds waited) const {
  const RequestHead& head = request.head;
  const std::string_view path = route_path(head);
  const std::string_view method = route_method(head);
  std::string allowed;
  for (const Route& route : routes_) {
    const bool has_rest = route.path.ends_with('/') && route.path != kPage;
    if (has_rest ? !path.starts_with(route.path) : path != route.path) continue;
    if (route.method != method) {
      allowed.append(allowed.empty() ? "" : ", ").append(route.method);
      continue;
    }
    if (!request.body.empty() && !is_json(head)) {
      return plain(control_error(415, "expected a body of Content-Type: application/json"));
    }
    // {"api_key":"K"} as a body would be overlooked, and all worlds reset instead of K's.
    if (!route.takes_body() && !request.body.empty() && request.body != "{}") {
      return plain(control_error(400, route.parameters.empty()
                                          ? "this path takes no body"
                                          : "this path takes no body; what it is about stands in "
                                            "the query, as in ?api_key=KEY"));
    }
    const auto rest = percent_decode(has_rest ? path.substr(route.path.size()) : "");
    if (!rest) return plain(control_error(400, "the path has a broken %-escape"));
    auto query = Query::parse(head.query(), route.parameters, {"order_id"});
    if (!query) {  // it quotes what came
      return plain(control_error(400, parts_.backstage.redactor.redacted(query.error())));
    }
    const Call call{request, waited, *rest, std::move(*query)};
    if (route.where == Where::here) return carry_out(route, call);
    Answer answer;
    answer.later = [this, &route, call](const Patience& patience) {
      Call patient = call;
      patient.patience = patience;
      return carry_out(route, patient);
    };
    answer.is_owed = route.changes_something();
    if (route.where == Where::apart) answer.pace = Pace::slow;
    return answer;
  }
  if (allowed.empty()) return plain(no_such_path(method, path));
  Reply refusal = control_error(405, "this control path takes " + allowed);
  refusal.headers.emplace_back("Allow", allowed);
  return plain(std::move(refusal));
}

Reply Control::no_such_path(std::string_view method, std::string_view path) const {
  std::vector<std::string> names;
  for (const Route& route : routes_)
    names.push_back(std::string(route.method) + " " + std::string(route.path));
  const std::string hint =
      path_hint(method, path, std::vector<std::string_view>(names.begin(), names.end()));
  return control_error(404,
                       parts_.backstage.redactor.redacted("there is no such control path" +
                                                          (hint.empty() ? "" : " (" + hint + ")")));
}

// Secrets are taken out of a body that is made piece by piece by who makes it.
Answer Control::carry_out(const Route& route, const Call& call) const {
  Answer answer = route.handle(call);
  if (route.content == Content::made_here || answer.reply.status != 200) {
    parts_.backstage.redactor.redact_document(answer.reply.body);
  }
  return answer;
}

void Control::add(std::string_view method, std::string_view path, Parameters parameters,
                  std::function<Reply(const Call&)> reply, Content content, Where where) {
  add_answer(
      method, path, std::move(parameters),
      [reply = std::move(reply)](const Call& call) { return plain(reply(call)); }, content, where);
}

void Control::add_answer(std::string_view method, std::string_view path, Parameters parameters,
                         std::function<Answer(const Call&)> handle, Content content, Where where) {
  routes_.push_back({method, path, std::move(parameters), std::move(handle), content, where});
}

void Control::add_journal_routes() {
  const Backstage& back = parts_.backstage;
  const Parameters filters = {"kind", "after", "limit", "api_key", "verdict", "wait_ms"};
  add_answer(
      "GET", "/mock/journal", filters,
      [this](const Call& call) {
        return read_journal(*reading_, call.query, call.waited, call.request.mark);
      },
      Content::journal, Where::here);
  add("DELETE", "/mock/journal", {"api_key"}, [&back](const Call& call) {
    return clear_journal(back.journal, back.feed_ring, call.query.text("api_key"));
  });
  add_answer(
      "GET", "/mock/journal.har", filters,
      [this](const Call& call) { return export_har(*reading_, call.query); }, Content::journal);
  add(
      "POST", "/mock/verify", {},
      [&back](const Call& call) { return verify(back.journal, call.request.body, call.patience); },
      Content::made_here, Where::apart);
}

void Control::add_world_routes() {
  const Backstage& back = parts_.backstage;
  add(
      "GET", "/mock/accounts", {},
      [&back](const Call& call) { return list_accounts(back, call.patience); }, Content::made_here,
      Where::apart);
  add(
      "GET", "/mock/accounts/", {},
      [&back](const Call& call) { return show_account(back, call.rest); }, Content::made_here,
      Where::apart);
  add("PUT", "/mock/accounts/", {},
      [&back](const Call& call) { return put_account(back, call.rest, call.request.body); });
  add("DELETE", "/mock/accounts/", {},
      [&back](const Call& call) { return delete_account(back, call.rest); });
  add_answer("GET", "/mock/orders", {"api_key"}, [&back](const Call& call) {
    return with_api_key<Answer>(call.query,
                                [&](const auto& key) { return show_orders(back, key); });
  });
  add_answer("POST", "/mock/orders", {"api_key"}, [&back](const Call& call) {
    return with_api_key<Answer>(
        call.query, [&](const auto& key) { return add_orders(back, key, call.request.body); });
  });
  add("GET", "/mock/clock", {"api_key"}, [&back](const Call& call) {
    return with_api_key<Reply>(call.query, [&](const auto& key) { return show_clock(back, key); });
  });
  add("PUT", "/mock/clock", {"api_key"}, [&back](const Call& call) {
    return set_clock(back, call.query.text("api_key"), call.request.body);
  });
  add("POST", "/mock/reset", {"api_key"}, [this, &back](const Call& call) {
    const auto api_key = call.query.text("api_key");
    if (!api_key) parts_.prices.hold_none();
    return api_key ? reset_world(back, *api_key) : reset_all(back);
  });
  add("POST", "/mock/trigger", {},
      [&back](const Call& call) { return trigger(back, call.request.body); });
  add("POST", "/mock/fill", {},
      [this, &back](const Call& call) { return fill(back, parts_.prices, call.request.body); });
  add("POST", "/mock/price", {}, [this, &back](const Call& call) {
    return set_price(back, parts_.prices, call.request.body);
  });
}

void Control::add_fault_routes() {
  const Backstage& back = parts_.backstage;
  add(
      "GET", "/mock/scenario", {"api_key"},
      [&back](const Call& call) { return show_scenario(back, call.query.text("api_key")); },
      Content::made_here, Where::apart);
  add("PUT", "/mock/scenario", {"api_key"}, [&back](const Call& call) {
    return put_scenario(back, call.query.text("api_key"), call.request.body);
  });
  add("DELETE", "/mock/scenario", {"api_key"},
      [&back](const Call& call) { return delete_scenario(back, call.query.text("api_key")); });
  add_answer("GET", "/mock/plan", {"api_key", "requests", "endpoint", "order_id"},
             [&back](const Call& call) { return show_plan(back, call.query); });
  add("GET", "/mock/fail-next", {"api_key"},
      [&back](const Call& call) { return show_next_failures(back, call.query.text("api_key")); });
  add("POST", "/mock/fail-next", {},
      [&back](const Call& call) { return fail_next(back, call.request.body); });
  add("DELETE", "/mock/fail-next", {"api_key"},
      [&back](const Call& call) { return forget_next_failures(back, call.query.text("api_key")); });
}

void Control::add_information_routes() {
  const Backstage& back = parts_.backstage;
  add(
      "GET", kPage, {}, [](const Call&) { return live_page(); }, Content::built_in, Where::here);
  add(
      "GET", "/mock/health", {}, [this](const Call&) { return health(); }, Content::made_here,
      Where::here);
  add("GET", "/mock/metrics", {}, [this](const Call&) { return metrics(); });
  add("GET", "/mock/ca.pem", {}, [this](const Call&) { return ca_pem(); });
  add(
      "GET", "/mock/provenance", {},
      [](const Call&) { return json_reply(provenance_json(provenance_rows(embedded::exchange))); },
      Content::built_in);
  add(
      "GET", "/mock/openapi.json", {},
      [](const Call&) { return json_reply(std::string(embedded::openapi)); }, Content::built_in,
      Where::here);
  add(
      "GET", "/mock/exchange-openapi.json", {},
      [](const Call&) { return json_reply(std::string(embedded::exchange_openapi)); },
      Content::built_in, Where::here);
  add(
      "POST", "/mock/explain", {},
      [&back](const Call& call) { return explain(back, call.request.body); }, Content::made_here,
      Where::apart);
}

Reply Control::health() const {
  std::string out;
  {
    json::ObjectWriter json(out);
    json.add("status", "ok");
    json.add("version", EVERSTRIKE_VERSION);
    json.add("requests", parts_.backstage.journal.read({.limit = 0}).last);
    json.add("signing", signing::backend_name());
  }
  return json_reply(std::move(out));
}

Reply Control::metrics() const {
  const Backstage& back = parts_.backstage;
  const JournalFile* file = back.journal.file();
  Reply reply;
  reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
  reply.body = parts_.metrics.text({.listener = parts_.counters(),
                                    .journal_entries = back.journal.size(),
                                    .journal_dropped = back.journal.read({.limit = 0}).dropped,
                                    .journal_file_errors = file ? file->errors() : 0,
                                    .feed_connections = parts_.feed_connections(),
                                    .worlds = back.tenants.size(),
                                    .verifications = back.keys.verifications().by_backend(),
                                    .version = EVERSTRIKE_VERSION});
  return reply;
}

Reply Control::ca_pem() const {
  if (parts_.ca_pem.empty()) return control_error(404, "this mock speaks no TLS; start with --tls");
  return {.content_type = "application/x-pem-file", .body = parts_.ca_pem};
}

bool Control::is_meant_here(const MalformedRequest& request) {
  const std::string_view line =
      std::string_view(request.received).substr(0, request.received.find("\r\n"));
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return false;
  const std::string_view target = line.substr(blank + 1);
  return is_control_path(target.substr(0, target.find_first_of("? ")));
}

Answer Control::refuse(const MalformedRequest& request) {
  using Reason = MalformedRequest::Reason;
  const int status = request.reason == Reason::body_too_large   ? 413
                     : request.reason == Reason::head_too_large ? 431
                     : request.reason == Reason::overloaded     ? 503
                                                                : 400;
  Answer answer = plain(control_error(status, reason_text(request.reason)));
  if (request.reason == Reason::cut_off) answer.reply.body.clear();
  answer.reply.close = true;
  return answer;
}

}  // namespace everstrike::mock_server
