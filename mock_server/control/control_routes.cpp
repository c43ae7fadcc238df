// Every path of the control side: its method, its parameters, and who answers it.
#include "json/writer.hpp"
#include "mock_server/control/account_routes.hpp"
#include "mock_server/control/control.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/embedded.hpp"
#include "mock_server/control/explain_routes.hpp"
#include "mock_server/control/fault_routes.hpp"
#include "mock_server/control/fill_routes.hpp"
#include "mock_server/control/journal_routes.hpp"
#include "mock_server/control/live_page.hpp"
#include "mock_server/control/next_failure_routes.hpp"
#include "mock_server/control/price_routes.hpp"
#include "mock_server/control/provenance.hpp"
#include "mock_server/control/query.hpp"
#include "mock_server/control/trigger_routes.hpp"
#include "mock_server/control/verify.hpp"
#include "mock_server/control/world_routes.hpp"
#include "signing/backend.hpp"

namespace everstrike::mock_server {
namespace {

template <class Result, class Handle>
Result with_api_key(const Query& query, Handle handle) {
  const auto api_key = query.text("api_key");
  return api_key ? handle(*api_key) : Result{control_error(400, "query: api_key: missing")};
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

void Control::add(std::string_view method, std::string_view path, Parameters parameters,
                  std::function<Reply(const Call&)> reply, Content content, Where where) {
  add_answer(
      method, path, std::move(parameters),
      [reply = std::move(reply)](const Call& call) { return plain_answer(reply(call)); }, content,
      where);
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
      "GET", kLivePagePath, {}, [](const Call&) { return live_page(); }, Content::built_in,
      Where::here);
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

}  // namespace everstrike::mock_server
