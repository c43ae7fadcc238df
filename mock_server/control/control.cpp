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
#include "mock_server/control/price_routes.hpp"
#include "mock_server/control/provenance.hpp"
#include "mock_server/control/query.hpp"
#include "mock_server/control/trigger_routes.hpp"
#include "mock_server/control/verify.hpp"
#include "mock_server/control/world_routes.hpp"
#include "mock_server/exchange/router.hpp"
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

// The path's query, which takes no parameter, or just api_key.
Expected<std::optional<std::string>, std::string> api_key_of(const Request& request) {
  const auto query = Query::parse(request.head.query(), {"api_key"});
  if (!query) return Unexpected<std::string>(query.error());
  return query->text("api_key");
}

template <class Handle>
Reply with_api_key(const Request& request, Handle handle) {
  const auto api_key = api_key_of(request);
  if (!api_key) return control_error(400, api_key.error());
  if (!*api_key) return control_error(400, "query: api_key: missing");
  return handle(**api_key);
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

Control::Control(Parts parts) : parts_(std::move(parts)) {
  add_journal_routes();
  add_world_routes();
  add_fault_routes();
  add_information_routes();
}

namespace {

Shown what_is_shown(std::string_view method, std::string_view path) {
  if (method != "GET") return Shown::data;
  if (path == kPage) return Shown::page;
  return path == "/mock/ca.pem" || path == "/mock/health" ? Shown::open : Shown::data;
}

}  // namespace

Answer Control::answer(const Request& request, std::chrono::milliseconds waited) const {
  Answer answer = dispatch(request, waited);
  // What is shown here changes from one moment to the next, and belongs to nobody's cache.
  answer.reply.headers.emplace_back("Cache-Control", "no-store");
  answer.reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return answer;
}

Answer Control::dispatch(const Request& request, std::chrono::milliseconds waited) const {
  const RequestHead& head = request.head;
  const std::string_view path = head.path() == "/mock" ? kPage : head.path();
  const std::string_view method = head.method() == "HEAD" ? "GET" : head.method();
  if (auto refusal = check_access(parts_.access, head, what_is_shown(method, path))) {
    return plain(std::move(*refusal));
  }

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
    const auto rest = percent_decode(has_rest ? path.substr(route.path.size()) : "");
    if (!rest) return plain(control_error(400, "the path has a broken %-escape"));
    return route.handle({request, waited, *rest});
  }
  if (allowed.empty()) return plain(control_error(404, "there is no such control path"));
  Reply refusal = control_error(405, "this control path takes " + allowed);
  refusal.headers.emplace_back("Allow", allowed);
  return plain(std::move(refusal));
}

void Control::add(std::string_view method, std::string_view path,
                  std::function<Reply(const Call&)> reply) {
  routes_.push_back(
      {method, path, [reply = std::move(reply)](const Call& call) { return plain(reply(call)); }});
}

void Control::add_journal_routes() {
  const Backstage& back = parts_.backstage;
  routes_.push_back({"GET", "/mock/journal", [&back](const Call& call) {
                       return read_journal(back.journal, back.feed_ring, call.request, call.waited);
                     }});
  add("DELETE", "/mock/journal", [&back](const Call&) {
    (void)back.feed_ring.clear();
    return clear_journal(back.journal);
  });
  add("GET", "/mock/journal.har",
      [&back](const Call& call) { return export_har(back.journal, call.request); });
  add("POST", "/mock/verify",
      [&back](const Call& call) { return verify(back.journal, call.request.body); });
}

void Control::add_world_routes() {
  const Backstage& back = parts_.backstage;
  add("GET", "/mock/accounts", [&back](const Call&) { return list_accounts(back); });
  add("GET", "/mock/accounts/",
      [&back](const Call& call) { return show_account(back, call.rest); });
  add("PUT", "/mock/accounts/",
      [&back](const Call& call) { return put_account(back, call.rest, call.request.body); });
  add("DELETE", "/mock/accounts/",
      [&back](const Call& call) { return delete_account(back, call.rest); });
  add("GET", "/mock/orders", [&back](const Call& call) {
    return with_api_key(call.request, [&](const auto& key) { return show_orders(back, key); });
  });
  add("POST", "/mock/orders", [&back](const Call& call) {
    return with_api_key(call.request,
                        [&](const auto& key) { return add_orders(back, key, call.request.body); });
  });
  add("GET", "/mock/clock", [&back](const Call& call) {
    return with_api_key(call.request, [&](const auto& key) { return show_clock(back, key); });
  });
  add("PUT", "/mock/clock",
      [&back](const Call& call) { return set_clock(back, call.request.body); });
  add("POST", "/mock/reset", [this, &back](const Call& call) {
    const auto api_key = api_key_of(call.request);
    if (!api_key) return control_error(400, api_key.error());
    if (!*api_key) parts_.prices.hold_none();
    return *api_key ? reset_world(back, **api_key) : reset_all(back);
  });
  add("POST", "/mock/trigger",
      [&back](const Call& call) { return trigger(back, call.request.body); });
  add("POST", "/mock/fill",
      [this, &back](const Call& call) { return fill(back, parts_.prices, call.request.body); });
  add("POST", "/mock/price", [this, &back](const Call& call) {
    return set_price(back, parts_.prices, call.request.body);
  });
  add("POST", "/mock/fail-next",
      [&back](const Call& call) { return fail_next(back, call.request.body); });
}

void Control::add_fault_routes() {
  const Backstage& back = parts_.backstage;
  add("GET", "/mock/scenario", [&back](const Call&) { return show_scenario(back); });
  add("PUT", "/mock/scenario",
      [&back](const Call& call) { return put_scenario(back, call.request.body); });
  add("DELETE", "/mock/scenario", [&back](const Call&) { return delete_scenario(back); });
  add("GET", "/mock/plan", [&back](const Call& call) { return show_plan(back, call.request); });
}

void Control::add_information_routes() {
  const Backstage& back = parts_.backstage;
  add("GET", kPage, [](const Call&) { return live_page(); });
  add("GET", "/mock/health", [this](const Call&) { return health(); });
  add("GET", "/mock/metrics", [this](const Call&) { return metrics(); });
  add("GET", "/mock/ca.pem", [this](const Call&) { return ca_pem(); });
  add("GET", "/mock/provenance",
      [](const Call&) { return json_reply(provenance_json(provenance_rows(embedded::exchange))); });
  add("GET", "/mock/openapi.json",
      [](const Call&) { return json_reply(std::string(embedded::openapi)); });
  add("GET", "/mock/exchange-openapi.json",
      [](const Call&) { return json_reply(std::string(embedded::exchange_openapi)); });
  add("POST", "/mock/explain",
      [&back](const Call& call) { return explain(back, call.request.body); });
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
                                    .worlds = back.tenants.all().size(),
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
                                                                : 400;
  Answer answer = plain(control_error(status, reason_text(request.reason)));
  if (request.reason == Reason::cut_off) answer.reply.body.clear();
  answer.reply.close = true;
  return answer;
}

}  // namespace everstrike::mock_server
