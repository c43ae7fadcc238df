// hygiene: what must not leave the client, and what it must not do beside cancelling this order.
// These cases have an exchange of their own that tempts the client, and besides get charged what
// was seen in any other case of the run.
#include <string>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/breaches.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;

// Asks for one breach of those that any case can show.
Judge without(const std::string& slug) {
  return [slug](const Evidence& seen) {
    for (Judgement& breach : breaches_of(seen)) {
      if (breach.mistake == slug) return std::move(breach);
    }
    return sends_something(seen);
  };
}

std::vector<PlannedAnswer> errors() { return {first(instead(answer(503)), 2)}; }

void add_wire(Cases& cases) {
  cases.push_back({.id = "hygiene/wire/01",
                   .does = "answers 503 twice, in this and other cases",
                   .expects = "the secret is nowhere in what is sent: neither as it is, nor in "
                              "base64, hex or percent escapes",
                   .reference = "page of POST /auth/cancel: the secret only signs",
                   .setting = {.answers = errors()},
                   .judge = without("secret_on_the_wire"),
                   .waits_ms = 700});
  cases.push_back({.id = "hygiene/url/01",
                   .does = "answers as documented, in this and other cases",
                   .expects = "the API key stands in no URL",
                   .reference = "page of POST /auth/cancel; CWE-598",
                   .judge = without("api_key_in_url")});
}

void add_output(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    std::vector<PlannedAnswer> answers;
  };
  const Row rows[] = {
      {"hygiene/output/01", "confirms the cancel", {}},
      {"hygiene/output/02", "answers 503 twice", errors()},
      {"hygiene/output/03",
       "resets the first two connections",
       {first(instead(mock_server::ResetPeer{}), 2)}},
      {"hygiene/output/04",
       "answers 200 with an HTML page twice",
       {first(instead(answer(200, mock_server::BodyKind::html)), 2)}},
      {"hygiene/output/05", "refuses with 401", {instead(answer(401), Proof::refuses)}},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = row.does,
                     .expects = "the secret is not in the client's output",
                     .reference = "CWE-532",
                     .setting = {.answers = row.answers},
                     .judge = without("secret_in_output"),
                     .waits_ms = row.answers.empty() ? 0 : 700});
  }
}

void add_scope(Cases& cases) {
  cases.push_back({.id = "hygiene/scope/01",
                   .does = "answers 503 three times",
                   .expects = "does not turn to POST /auth/cancel/bulk",
                   .provenance = Provenance::documented,
                   .reference = "page of POST /auth/cancel/bulk: without ids it cancels all orders",
                   .setting = {.answers = {first(instead(answer(503)), 3)}},
                   .judge = without("cancelled_in_bulk"),
                   .waits_ms = 1600});
  cases.push_back({.id = "hygiene/scope/02",
                   .does = "answers 503 twice",
                   .expects = "calls nothing that changes anything but POST /auth/cancel",
                   .reference = "good practice",
                   .setting = {.answers = errors()},
                   .judge = without("called_something_else"),
                   .waits_ms = 700});
}

void add_exit_codes(Cases& cases) {
  cases.push_back({.id = "hygiene/exit/01",
                   .does = "does not know the API key",
                   .expects = "does not report a confirmed cancel, and ends",
                   .reference = "the contract of EVERSTRIKE_BASE_URL and exit codes",
                   .setting = {.key_is_known = false},
                   .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                   .waits_ms = 1600});
  cases.push_back({.id = "hygiene/exit/02",
                   .does = "has another secret for the API key and refuses the signature with 503",
                   .expects = "does not report a confirmed cancel, and ends",
                   .reference = "the contract of EVERSTRIKE_BASE_URL and exit codes",
                   .setting = {.secret_of_exchange = "a secret that the client doesn't have"},
                   .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                   .waits_ms = 1600});
  cases.push_back({.id = "hygiene/exit/03",
                   .does = "has another secret for the API key and refuses the signature with 401",
                   .expects = "does not report a confirmed cancel, and ends",
                   .reference = "the contract of EVERSTRIKE_BASE_URL and exit codes",
                   .setting = {.secret_of_exchange = "a secret that the client doesn't have",
                               .reject_status = "bad_signature=401"},
                   .judge = all_of({sends_something, tells_the_truth, ends_by_itself})});
}

}  // namespace

void add_hygiene_cases(Cases& cases) {
  add_wire(cases);
  add_output(cases);
  add_scope(cases);
  add_exit_codes(cases);
}

}  // namespace everstrike::conformance
