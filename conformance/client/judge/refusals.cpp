#include "conformance/client/judge/refusals.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "conformance/client/judge/bytes_text.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "signing/canonical_body.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/form_encoding.hpp"
#include "signing/signer.hpp"
#include "signing/text/ascii.hpp"

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

// Whether the body names the case's order.
bool names_the_order(const Entry& entry, const std::string& order_id) {
  const auto fields = signing::decode_form(entry.body);
  if (!fields) return false;
  for (const auto& field : *fields) {
    if (field.name == "id" && field.value == order_id) return true;
  }
  return false;
}

bool has_one_id(const Entry& entry) {
  const auto fields = signing::decode_form(entry.body);
  return fields && std::ranges::count(*fields, "id", &signing::FormField::name) == 1;
}

// The bodies that name the case's order, as people write them.
std::vector<std::string> written_bodies(const Evidence& seen) {
  const std::string& id = seen.setting.order_id;
  return {"id=" + id, signing::canonical_body({{"id", id}}, signing::Dialect::javascript),
          signing::canonical_body({{"id", id}}, signing::Dialect::python)};
}

// The whole body that was signed when only its beginning arrived; empty when it wasn't so.
std::string body_before_cut(const Entry& entry, std::string_view signature,
                            const signing::Secret& secret, const Evidence& seen) {
  const signing::PreparedKey key(secret);
  for (const std::string& body : written_bodies(seen)) {
    const bool is_begin = body.size() > entry.body.size() && body.starts_with(entry.body);
    if (is_begin && signing::sign(key, body) == signature) return body;
  }
  return {};
}

// Whether it signs the id as one of the common encoders writes it.
bool is_of_encoded_body(std::string_view signature, const signing::Secret& secret,
                        const Evidence& seen) {
  const signing::PreparedKey key(secret);
  for (const auto dialect : {signing::Dialect::javascript, signing::Dialect::python}) {
    std::string body = signing::canonical_body({{"id", seen.setting.order_id}}, dialect);
    if (signing::sign(key, body) == signature) return true;
    for (std::size_t at = 0; (at = body.find('+', at)) != std::string::npos;) {
      body.replace(at, 1, "%20");
    }
    if (signing::sign(key, body) == signature) return true;
  }
  return false;
}

// The exchange knows the request; the judge knows besides which id was to be encoded, which proves
// some more.
Explanation explain(const Entry& entry, const Evidence& seen) {
  const std::string refused = "the exchange refused the signature";
  const std::string_view received = mock_server::header_value(entry.head, "x-signature");
  const signing::Secret secret(*seen.setting.secret);
  const std::string plain = "id=" + seen.setting.order_id;
  const bool is_right = signing::sign(signing::PreparedKey(secret), entry.body) == received;
  const auto named = [&](const char* slug, std::string proof) -> Explanation {
    const auto* row = diagnosis::find_mistake(slug);
    return {slug, refused + ": " + std::string(row->title), std::move(proof)};
  };
  const bool is_encoded = entry.body != plain && expected_body(seen) != plain &&
                          names_the_order(entry, seen.setting.order_id);
  if (is_encoded && signing::sign(signing::PreparedKey(secret), plain) == received) {
    return named("values_not_encoded", "x-signature is right for " + visible(plain));
  }
  // A right signature in the first of two headers is no matter of encoding.
  if (!is_right && entry.body == plain && is_of_encoded_body(received, secret, seen)) {
    return named("encoded_signed_raw_sent", "x-signature is right for " +
                                                visible(expected_body(seen)) +
                                                ", or for what another encoder makes of it");
  }
  // Of a body that is empty nothing arrived, which is no cut.
  if (const std::string whole =
          entry.body.empty() ? "" : body_before_cut(entry, received, secret, seen);
      !whole.empty()) {
    return named("bytes_lost_after_signing", "x-signature is right for " + visible(whole) +
                                                 ", of which " + std::to_string(entry.body.size()) +
                                                 " of " + std::to_string(whole.size()) +
                                                 " bytes arrived");
  }
  if (!entry.diagnosis.empty() && entry.diagnosis != "unexplained") {
    return {entry.diagnosis, refused + ": " + entry.detail, entry.proof};
  }
  std::vector<diagnosis::HeaderLine> headers;
  for (const auto& [name, value] : mock_server::header_lines(entry.head)) {
    headers.push_back({name, value});
  }
  std::vector<std::string_view> earlier;
  for (const SeenRequest& request : seen.requests) {
    if (request.entry.number < entry.number) earlier.insert(earlier.begin(), request.entry.body);
  }
  const std::vector<std::pair<std::string, std::string>> payload = {{"id", seen.setting.order_id}};
  const auto found = diagnosis::diagnose({.body = entry.body,
                                          .signature = received,
                                          .api_key = *seen.setting.api_key,
                                          .secret = &secret,
                                          .headers = headers,
                                          .target = entry.path,
                                          .host = mock_server::header_value(entry.head, "host"),
                                          .earlier_bodies = earlier,
                                          .payload = payload},
                                         {.depth = diagnosis::Depth::deep});
  if (found.outcome != diagnosis::Outcome::mistake) {
    return {std::string(slug(entry.verdict)), refused + ", and no known mistake gives it",
            entry.proof};
  }
  return {found.name(), refused + ": " + found.title(), found.proof};
}

// All that came as x-signature: two headers count as one value (RFC 9110, 5.3).
std::string received_signature(const Entry& entry) {
  std::string joined;
  for (const auto& [name, value] : mock_server::header_lines(entry.head)) {
    if (!signing::equal_ignoring_case(name, "x-signature")) continue;
    if (!joined.empty()) joined += ", ";
    joined += value;
  }
  return joined;
}

// The signature over what was really sent, which is what the exchange checks.
Judgement signature_breach(const Entry& entry, const Evidence& seen) {
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
                               "x-signature: " + received_signature(entry), std::move(evidence)));
}

bool is_number(const std::string& text) {
  char* end = nullptr;
  std::strtod(text.c_str(), &end);
  return !text.empty() && *end == '\0';
}

// What an id became that isn't the one that was given.
std::string id_slug(const std::string& expected, std::string_view body, const std::string& got) {
  if (body.substr(0, 3) == "id=" && body.substr(3) == expected) return "values_not_encoded";
  const std::string again = "id=" + got;  // decode_form gives views into it
  if (const auto fields = signing::decode_form(again);
      fields && fields->size() == 1 && got != expected && fields->front().value == expected) {
    return "encoded_twice";
  }
  // Changed letters alone are no number's doing.
  const bool became_number =
      is_number(expected) && is_number(got) && !signing::equal_ignoring_case(expected, got);
  return became_number ? "id_read_as_number" : "wrong_order";
}

Judgement order_breach(const Entry& entry, const Evidence& seen) {
  std::string got;
  int ids = 0;
  if (const auto fields = signing::decode_form(entry.body)) {
    for (const auto& field : *fields) {
      if (field.name != "id") continue;
      got = field.value;
      ++ids;
    }
  }
  const std::string& wanted = seen.setting.order_id;
  if (ids > 1 && names_the_order(entry, wanted)) {
    return owned_by("sign",
                    fail("field_sent_twice", "the signature fits, and the body has the id twice",
                         expected_body(seen), entry.body, hex_dump(entry.body)));
  }
  std::string evidence = "id as given: " + visible(wanted) +
                         "\nid as sent:  " + (ids > 0 ? visible(got) : std::string("none")) + "\n";
  if (ids > 0) evidence += first_difference_text(wanted, got) + "\n";
  evidence += hex_dump(entry.body);
  return owned_by("sign", fail(id_slug(wanted, entry.body, got),
                               "the signature fits, and the body names another order",
                               expected_body(seen), entry.body, std::move(evidence)));
}

Judgement form_breach(const Entry& entry) {
  // Under a fault the journal has no other verdict than that.
  std::string why;
  if (entry.verdict != mock_server::Verdict::faulted) {
    why = ": " + std::string(slug(entry.verdict)) +
          (entry.detail.empty() ? "" : " (" + entry.detail + ")");
  }
  return owned_by("http/request",
                  fail(form_slug(entry), "the exchange refused the request" + why,
                       "POST /auth/cancel with content-type application/x-www-form-urlencoded, "
                       "x-api-key, x-signature, and id=… as its body",
                       entry.head + entry.body));
}

bool was_cancelled(const Evidence& seen) {
  if (seen.setting.order != Setting::OrderState::open) return true;
  for (const SeenRequest& request : seen.requests) {
    if (request.entry.effect.kind == mock_server::Effect::Kind::cancelled) return true;
  }
  return false;
}

}  // namespace

std::string form_slug(const mock_server::Entry& entry) {
  if (!entry.diagnosis.empty() && entry.diagnosis != "unexplained") return entry.diagnosis;
  const std::string_view coding = mock_server::header_value(entry.head, "content-encoding");
  if (!coding.empty() && !signing::equal_ignoring_case(coding, "identity"))
    return "body_compressed";
  if (entry.body.starts_with('{')) return "json_sent";
  if (entry.body.starts_with("--")) return "multipart_sent";
  return "wrong_request";
}

std::optional<Judgement> breach_of(const SeenRequest& request, const Evidence& seen) {
  using mock_server::Verdict;
  const Entry& entry = request.entry;
  if (request.is_struck()) {
    // Struck after the effect, an answer may say "cancelled" although there was no effect.
    if (entry.phase != mock_server::Phase::after_effect || !request.is_cancel() ||
        was_cancelled(seen)) {
      return std::nullopt;
    }
    const bool is_form = names_the_order(entry, seen.setting.order_id) && has_one_id(entry);
    return is_form ? form_breach(entry) : order_breach(entry, seen);
  }
  if (entry.verdict == Verdict::bad_signature || entry.verdict == Verdict::missing_signature) {
    if (seen.setting.secret_of_exchange) return std::nullopt;
    return signature_breach(entry, seen);
  }
  if (entry.verdict == Verdict::unknown_key || entry.verdict == Verdict::missing_key) {
    if (!seen.setting.key_is_known) return std::nullopt;
    return form_breach(entry);
  }
  // Reading is everybody's right, but there is nothing to read where orders are cancelled.
  if (entry.method == "GET" || entry.method == "HEAD") {
    if (!entry.resource().starts_with("/auth/cancel")) return std::nullopt;
    return form_breach(entry);
  }
  if (entry.method.empty() || entry.verdict == Verdict::unknown_path) return form_breach(entry);
  if (!request.is_cancel()) return std::nullopt;
  if (entry.resource().starts_with("/auth/cancel/"))
    return std::nullopt;  // breaches.cpp looks at those
  if (entry.verdict == Verdict::unknown_order || entry.verdict == Verdict::already_cancelled ||
      entry.verdict == Verdict::accepted) {
    if (names_the_order(entry, seen.setting.order_id)) return std::nullopt;
    return order_breach(entry, seen);
  }
  if (entry.verdict == Verdict::missing_id || entry.verdict == Verdict::malformed_body ||
      entry.verdict == Verdict::duplicate_id) {
    // With a fitting signature only the order is amiss; "id=50%" can't even be read.
    return entry.diagnosis.empty() && entry.body.starts_with("id=") ? order_breach(entry, seen)
                                                                    : form_breach(entry);
  }
  return form_breach(entry);
}

}  // namespace everstrike::conformance
