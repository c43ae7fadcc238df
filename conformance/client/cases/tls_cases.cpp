// tls: whom the client trusts. The certificate of the run's own authority is in EVERSTRIKE_CA_FILE
// (and in the variables that common libraries look at); everybody else is to be refused before a
// single byte of the request is sent.
#include <algorithm>

#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::TlsFault;

Judgement sends_nothing(const Evidence& seen) {
  for (const SeenRequest& request : seen.requests) {
    if (request.entry.method.empty()) continue;  // a handshake that is no request
    return fail("certificate_not_checked",
                "the client sent its request to a server that it must not trust", "no request",
                request.entry.head);
  }
  if (seen.claims_confirmed()) return tells_the_truth(seen);
  return ends_by_itself(seen);
}

Judgement is_trusted(const Evidence& seen) {
  // What is no request is a handshake that the client broke off.
  const bool arrived = std::any_of(seen.requests.begin(), seen.requests.end(),
                                   [](const auto& one) { return !one.entry.method.empty(); });
  if (!arrived && !seen.claims_confirmed()) {
    return fail("certificate_not_trusted",
                "no request arrived over TLS, although the certificate is right",
                "a request to a server whose authority is in EVERSTRIKE_CA_FILE",
                ending(seen.client), story(seen));
  }
  return cancels_the_order(seen);
}

void add_tls_refusals(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    TlsFault fault;
  };
  constexpr Row kRows[] = {
      {"tls/refuse/01", "shows a certificate of an authority that nobody trusts",
       TlsFault::untrusted},
      {"tls/refuse/02", "shows a certificate that is signed by itself", TlsFault::self_signed},
      {"tls/refuse/03", "shows a trusted certificate that is made out to another host",
       TlsFault::wrong_host},
      {"tls/refuse/04", "shows a trusted certificate that has expired", TlsFault::expired},
      {"tls/refuse/05", "shows a trusted certificate that is not yet valid",
       TlsFault::not_yet_valid},
  };
  for (const Row& row : kRows) {
    cases.push_back({.id = row.id,
                     .does = row.does,
                     .expects = "sends no request, and does not report a confirmed cancel",
                     .provenance = Provenance::assumed,
                     .reference = "RFC 5280, 6; RFC 9110, 4.3.4; CWE-295",
                     .setting = {.tls = row.fault},
                     .judge = sends_nothing,
                     .waits_ms = 300});
  }
}

void add_broken_handshakes(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    TlsFault fault;
  };
  constexpr Row kRows[] = {
      {"tls/broken/01", "closes the connection in the handshake", TlsFault::handshake_close},
      {"tls/broken/02", "refuses the handshake by an alert", TlsFault::handshake_alert},
      {"tls/broken/03", "answers the handshake with plain HTTP", TlsFault::handshake_garbage},
  };
  for (const Row& row : kRows) {
    cases.push_back({.id = row.id,
                     .does = row.does,
                     .expects = "does not report a confirmed cancel, and ends",
                     .provenance = Provenance::assumed,
                     .reference = "RFC 8446, 6",
                     .setting = {.tls = row.fault},
                     .judge = sends_nothing,
                     .waits_ms = 1600});
  }
}

}  // namespace

void add_tls_cases(Cases& cases) {
  cases.push_back({.id = "tls/trust/01",
                   .level = Level::should,
                   .does = "shows a certificate of the authority in EVERSTRIKE_CA_FILE",
                   .expects = "cancels the order over TLS",
                   .provenance = Provenance::documented,
                   .reference = "the exchange's hosts speak https",
                   .setting = {.tls = TlsFault::none},
                   .judge = is_trusted});
  add_tls_refusals(cases);
  add_broken_handshakes(cases);
}

}  // namespace everstrike::conformance
