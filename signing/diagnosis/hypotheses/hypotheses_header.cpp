#include "signing/diagnosis/hypotheses/hypotheses_header.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "signing/prepared_key.hpp"
#include "signing/text/ascii.hpp"
#include "signing/verifier.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::size_t kPlacesMax = 6;

std::string letters_of(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    const char small = signing::ascii_lower(c);
    if (small >= 'a' && small <= 'z') letters += small;
  }
  return letters;
}

bool names_a_signature(std::string_view name) {
  if (name.size() > 64) return false;
  const std::string letters = letters_of(name);
  for (const std::string_view part : {"sign", "hmac", "digest", "auth", "sgn", "sig"}) {
    if (letters.find(part) != std::string::npos) return true;
  }
  return letters == "mac" || letters == "hash" || letters == "s";
}

void in_headers(const Received& received, std::vector<Misplaced>& out) {
  for (const HeaderLine& header : received.headers) {
    if (signing::equal_ignoring_case(header.name, "x-signature") ||
        signing::equal_ignoring_case(header.name, "x-api-key"))
      continue;
    if (out.size() >= kPlacesMax || !names_a_signature(header.name) || header.value.empty())
      continue;
    out.push_back({MistakeId::signature_header_misspelt, std::string(header.value),
                   std::string(received.body), "another header"});
  }
}

void in_query(const Received& received, std::vector<Misplaced>& out) {
  for (const Field& field : split_fields(received.query)) {
    if (out.size() >= kPlacesMax || !names_a_signature(field.name) || field.value.empty()) continue;
    // Unescaped base64 in a URL loses its "+" to blanks; that is a part of the same mistake.
    out.push_back({MistakeId::signature_in_query, unescape(field.raw_value, PlusSign::is_plus),
                   std::string(received.body), "the query"});
  }
}

void in_body(const Received& received, std::vector<Misplaced>& out) {
  if (received.kind != BodyKind::form) return;
  for (std::size_t i = 0; i < received.fields.size() && out.size() < kPlacesMax; ++i) {
    const Field& field = received.fields[i];
    if (!names_a_signature(field.name) || field.value.empty()) continue;
    Fields others = received.fields;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    out.push_back({MistakeId::signature_in_body, unescape(field.raw_value, PlusSign::is_plus),
                   write_raw(others), "the body"});
  }
}

std::string_view header_value(const Refused& refused, std::string_view name) {
  for (const HeaderLine& header : refused.headers) {
    if (signing::equal_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

}  // namespace

std::vector<Misplaced> misplaced_signatures(const Received& received) {
  std::vector<Misplaced> places;
  in_headers(received, places);
  in_query(received, places);
  in_body(received, places);
  return places;
}

std::optional<MistakeId> exchanged_headers(const Refused& refused) {
  const std::string_view signature = refused.signature.value_or("");
  std::string_view sent_key = header_value(refused, "x-api-key");
  if (sent_key.empty()) sent_key = refused.api_key;

  const auto exchanged = [&](std::string_view api_key,
                             const signing::Secret& secret) -> std::optional<MistakeId> {
    if (api_key.empty() || secret.empty()) return std::nullopt;
    if (signature == api_key &&
        signing::verify(signing::PreparedKey(secret), refused.body, sent_key)) {
      return MistakeId::headers_exchanged;
    }
    if (signing::Secret(sent_key) == secret &&
        signing::verify(signing::PreparedKey(api_key), refused.body, signature)) {
      return MistakeId::key_and_secret_swapped;
    }
    return std::nullopt;
  };
  if (refused.secret != nullptr) {
    if (const auto found = exchanged(refused.api_key, *refused.secret)) return found;
  }
  constexpr std::size_t kStrangersMax = 256;
  for (const Account& somebody :
       refused.others.first(std::min(refused.others.size(), kStrangersMax))) {
    if (somebody.secret == nullptr) continue;
    if (const auto found = exchanged(somebody.api_key, *somebody.secret)) return found;
  }
  return std::nullopt;
}

}  // namespace everstrike::diagnosis
