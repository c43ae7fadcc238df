// outcome/proxy to outcome/never: refusals that prove nothing. A status alone says nothing about
// the effect; only the exchange's own envelope may, and after an unclear answer not even that one.
#include <string>
#include <vector>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;
using mock_server::BodyKind;

constexpr const char* kProxy =
    "RFC 9110, 7.6: what stands between may answer; page of POST /auth/cancel: the envelope";
constexpr const char* kOpen =
    "says neither that it was cancelled nor that it was not, as long as "
    "no later answer proves it";

// Cancelled, and the answer comes from something in between that knows nothing of it.
void add_proxies(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    mock_server::Fault fault;
  };
  const Row rows[] = {
      {"outcome/proxy/01", "400 with an HTML page", answer(400, BodyKind::html)},
      {"outcome/proxy/02", "401 with an HTML page", answer(401, BodyKind::html)},
      {"outcome/proxy/03", "403 with an HTML page", answer(403, BodyKind::html)},
      {"outcome/proxy/04", "404 with an HTML page", answer(404, BodyKind::html)},
      {"outcome/proxy/05", "410 with an HTML page", answer(410, BodyKind::html)},
      {"outcome/proxy/06", "401 without a body", answer(401, BodyKind::empty)},
      {"outcome/proxy/07", "404 without a body", answer(404, BodyKind::empty)},
      {"outcome/proxy/08", "403 with the JSON of a firewall",
       json("{\"error\":\"forbidden\"}", 403)},
      {"outcome/proxy/09", "404 with the JSON of a gateway",
       json("{\"message\":\"no route matched with those values\"}", 404)},
      {"outcome/proxy/10", "403 with half an envelope", answer(403, BodyKind::malformed_json)},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = std::string("cancels the order and answers ") + row.does + ", once",
                     .expects = kOpen,
                     .reference = kProxy,
                     .setting = {.answers = {first(after_effect(row.fault))}},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = 300,
                     .since_revision = 2});
  }
}

// Cancelled, and the answer is the exchange's envelope with a status that says nothing of orders,
// or one that contradicts itself.
void add_envelopes(Cases& cases) {
  const std::string refused = envelope("503", "\"Invalid request\"", "{}");
  struct Row {
    const char* id;
    const char* does;
    mock_server::Fault fault;
  };
  const Row rows[] = {
      {"outcome/envelope/01", "400 and code 400", answer(400)},
      {"outcome/envelope/02", "409 and code 409", answer(409)},
      {"outcome/envelope/03", "422 and code 422", answer(422)},
      {"outcome/envelope/04", "401, and code 503 in its envelope", json(refused, 401)},
      {"outcome/envelope/05", "403, and code 503 in its envelope", json(refused, 403)},
      {"outcome/envelope/06", "404, and code 503 in its envelope", json(refused, 404)},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = std::string("cancels the order and answers ") + row.does + ", once",
                     .expects = kOpen,
                     .reference = "page of POST /auth/cancel: the envelope {code, msg, result}",
                     .setting = {.answers = {first(after_effect(row.fault))}},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = 300,
                     .since_revision = 2});
  }
}

// Something unclear, and then a refusal as clear as can be, which is about the second attempt.
void add_later_refusals(Cases& cases) {
  const PlannedAnswer expired = later(
      instead(json(envelope("200", "\"null\"", order_json(kIdHere, "EXPIRED"))), Proof::refuses));
  const auto refuses = [](int status) { return later(instead(answer(status), Proof::refuses)); };
  const auto done = [](const mock_server::Fault& fault) { return first(after_effect(fault)); };
  struct Row {
    const char* id;
    const char* does;
    std::vector<PlannedAnswer> answers;
  };
  const Row rows[] = {
      {"outcome/later/01",
       "cancels the order, answers 503, and then refuses with 401",
       {done(answer(503)), refuses(401)}},
      {"outcome/later/02",
       "cancels the order, resets the connection, and then refuses with 403",
       {done(mock_server::ResetPeer{}), refuses(403)}},
      {"outcome/later/03",
       "cancels the order, answers 200 with an HTML page, and then 401",
       {done(answer(200, BodyKind::html)), refuses(401)}},
      {"outcome/later/04",
       "cancels the order, answers 404 with an HTML page, and then 403",
       {done(answer(404, BodyKind::html)), refuses(403)}},
      {"outcome/later/05",
       "cancels the order, answers 503, and then 429 for an hour",
       {done(answer(503)), later(instead(answer_with_wait(429, 3600)))}},
      {"outcome/later/06",
       "resets the connection before the cancel took effect, and then says 401",
       {first(instead(mock_server::ResetPeer{})), refuses(401)}},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = row.does,
                     .expects = kOpen,
                     .reference = "RFC 9110, 9.2.2: a refusal is about its own request",
                     .setting = {.answers = row.answers},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = 300,
                     .since_revision = 2});
  }
}

// Nothing was ever there to cancel, and the first answer doesn't say so.
void add_never_there(Cases& cases) {
  const auto not_found = [](int status, const char* msg) {
    return later(
        instead(json(envelope(std::to_string(status), msg, "null"), status), Proof::missing));
  };
  struct Row {
    const char* id;
    const char* does;
    std::vector<PlannedAnswer> answers;
  };
  constexpr const char* kNotFound = "\"The order was not found\"";
  const Row rows[] = {
      {"outcome/never/01",
       "answers 503 once, and then that the order was not found, with 503",
       {first(instead(answer(503))), not_found(503, kNotFound)}},
      {"outcome/never/02",
       "answers 503 once, and then 404, the order was not found",
       {first(instead(answer(503))), not_found(404, kNotFound)}},
      {"outcome/never/03",
       "resets the connection once, and then says 404, the order was not found",
       {first(instead(mock_server::ResetPeer{})), not_found(404, kNotFound)}},
      {"outcome/never/04",
       "answers 200 with an HTML page once, and then 404 with code 404",
       {first(instead(answer(200, BodyKind::html))), not_found(404, "\"Not found\"")}},
      {"outcome/never/05",
       "closes the connection once, and then says 410 with code 410",
       {first(instead(mock_server::CloseSilently{})), not_found(410, "\"Gone\"")}},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = std::string("never had such an order, ") + row.does,
                     .expects = "says that it can't know: not found is no proof of a cancel",
                     .reference = "page of POST /auth/cancel",
                     .setting = {.order = Setting::OrderState::unknown, .answers = row.answers},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = 300,
                     .since_revision = 2});
  }
}

}  // namespace

void add_refused_cases(Cases& cases) {
  add_proxies(cases);
  add_envelopes(cases);
  add_later_refusals(cases);
  add_never_there(cases);
}

}  // namespace everstrike::conformance
