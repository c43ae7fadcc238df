#include "conformance/judge/refusals.hpp"

#include <string>
#include <vector>

#include "conformance/judge/bytes_text.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "signing/canonical_body.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/form_encoding.hpp"
#include "signing/signer.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Entry;

std::string expected_body(const Evidence& seen) {
  return signing::canonical_body({{"id", seen.setting.order_id}}, signing::Dialect::javascript);
}

struct Explanation {
  std::string slug;
  std::string reason;
  std::string proof;
};

// The exchange knows the request; the judge knows besides which id was to be encoded, which proves
// some more.
Explanation explain(const Entry& entry, const Evidence& seen) {
  if (!entry.diagnosis.empty() && entry.diagnosis != "unexplained") {
    return {entry.diagnosis, "the exchange refused the signature: " + entry.detail, entry.proof};
  }
  std::vector<diagnosis::HeaderLine> headers;
  for (const auto& [name, value] : mock_server::header_lines(entry.head)) {
    headers.push_back({name, value});
  }
  const std::vector<std::pair<std::string, std::string>> payload = {{"id", seen.setting.order_id}};
  const signing::Secret secret(*seen.setting.secret);
  const auto found =
      diagnosis::diagnose({.body = entry.body,
                           .signature = mock_server::header_value(entry.head, "x-signature"),
                           .api_key = *seen.setting.api_key,
                           .secret = &secret,
                           .headers = headers,
                           .target = entry.path,
                           .host = mock_server::header_value(entry.head, "host"),
                           .payload = payload},
                          {.depth = diagnosis::Depth::deep});
  if (found.outcome != diagnosis::Outcome::mistake) {
    return {entry.verdict, "the exchange refused the signature, and no known mistake gives it",
            entry.proof};
  }
  return {found.name(), "the exchange refused the signature: " + found.title(), found.proof};
}

// The signature over what was really sent, which is what the exchange checks.
Judgement signature_breach(const Entry& entry, const Evidence& seen) {
  const std::string_view received = mock_server::header_value(entry.head, "x-signature");
  const Explanation explained = explain(entry, seen);
  const std::string right =
      signing::sign(signing::PreparedKey(signing::Secret(*seen.setting.secret)), entry.body);
  std::string evidence = "the body that was sent: " + visible(entry.body) + "\n";
  const std::string body = expected_body(seen);
  if (entry.body != body)
    evidence += "as the documented example writes it: " + visible(body) + "\n";
  evidence += hex_dump(entry.body);
  if (!explained.proof.empty()) evidence += "proof: " + explained.proof + "\n";
  return owned_by("sign", fail(explained.slug, explained.reason, "x-signature: " + right,
                               "x-signature: " + std::string(received), std::move(evidence)));
}

// What an id became that isn't the one that was given.
std::string id_slug(std::string_view expected, std::string_view body, std::string_view got) {
  if (body.substr(0, 3) == "id=" && body.substr(3) == expected) return "values_not_encoded";
  using signing::encode_component;
  for (const auto dialect : {signing::Dialect::javascript, signing::Dialect::python}) {
    if (got == encode_component(expected, dialect)) return "encoded_twice";
  }
  const bool like_number =
      !expected.empty() &&
      expected.find_first_not_of("0123456789.eExXabcdefABCDEF+-") == std::string_view::npos;
  return like_number ? "id_read_as_number" : "wrong_order";
}

Judgement order_breach(const Entry& entry, const Evidence& seen) {
  std::string got;
  bool has_id = false;
  if (const auto fields = signing::decode_form(entry.body)) {
    for (const auto& field : *fields) {
      if (field.name != "id") continue;
      got = field.value;
      has_id = true;
    }
  }
  const std::string& wanted = seen.setting.order_id;
  std::string evidence = "id as given: " + visible(wanted) +
                         "\nid as sent:  " + (has_id ? visible(got) : std::string("none")) + "\n";
  if (has_id) evidence += first_difference_text(wanted, got) + "\n";
  evidence += hex_dump(entry.body);
  return owned_by("sign", fail(id_slug(wanted, entry.body, got),
                               "the signature fits, and the body names another order",
                               expected_body(seen), entry.body, std::move(evidence)));
}

Judgement form_breach(const Entry& entry) {
  const bool diagnosed = !entry.diagnosis.empty() && entry.diagnosis != "unexplained";
  return owned_by("http/request",
                  fail(diagnosed ? entry.diagnosis : "wrong_request",
                       "the exchange refused the request: " + entry.verdict +
                           (entry.detail.empty() ? "" : " (" + entry.detail + ")"),
                       "POST /auth/cancel with content-type application/x-www-form-urlencoded, "
                       "x-api-key, x-signature, and id=… as its body",
                       entry.head + entry.body));
}

// Whether the body names the case's order.
bool names_the_order(const Entry& entry, const std::string& order_id) {
  const auto fields = signing::decode_form(entry.body);
  if (!fields) return false;
  for (const auto& field : *fields) {
    if (field.name == "id" && field.value == order_id) return true;
  }
  return false;
}

}  // namespace

std::optional<Judgement> breach_of(const SeenRequest& request, const Evidence& seen) {
  const Entry& entry = request.entry;
  if (request.is_struck()) {
    // Struck after the effect, an answer may say "cancelled" of an order that was never named.
    const bool missed = entry.phase == "after_effect" && request.is_cancel() &&
                        !names_the_order(entry, seen.setting.order_id);
    return missed ? std::optional(order_breach(entry, seen)) : std::nullopt;
  }
  if (entry.verdict == "bad_signature" || entry.verdict == "missing_signature") {
    if (seen.setting.secret_of_exchange) return std::nullopt;
    return signature_breach(entry, seen);
  }
  if (entry.verdict == "unknown_key" || entry.verdict == "missing_key") {
    if (!seen.setting.key_is_known) return std::nullopt;
    return form_breach(entry);
  }
  if (!request.is_cancel()) return std::nullopt;
  if (entry.path.starts_with("/auth/cancel/")) return std::nullopt;  // breaches.cpp looks at those
  if (entry.verdict == "unknown_order" || entry.verdict == "already_cancelled" ||
      entry.verdict == "accepted") {
    if (names_the_order(entry, seen.setting.order_id)) return std::nullopt;
    return order_breach(entry, seen);
  }
  if (entry.verdict == "missing_id" || entry.verdict == "malformed_body") {
    // With a fitting signature only the order is amiss; "id=50%" can't even be read.
    return entry.diagnosis.empty() && entry.body.starts_with("id=") ? order_breach(entry, seen)
                                                                    : form_breach(entry);
  }
  return form_breach(entry);
}

}  // namespace everstrike::conformance
