#include "mock_server/pipeline/diagnose_request.hpp"

#include "mock_server/auth/authenticate.hpp"

namespace everstrike::mock_server {
namespace {

using diagnosis::Diagnosis;

constexpr std::size_t kOthersMax = 64;
// In a longer body the notes would cost more than its verification.
constexpr std::size_t kNotedBytesMax = 16 * 1024;

// The built-in accounts of the documented page have no secrets but placeholders: who signs with
// one of those didn't mix up accounts.
bool is_placeholder(const Credential& credential) {
  const std::string_view secret = credential.secret.reveal();
  return credential.demo && (secret.empty() || secret.front() == '<');
}

}  // namespace

Diagnosis diagnose_request(const DiagnosisQuestion& question, const diagnosis::Options& options) {
  const RequestHead& head = question.request.head;
  const auto& api_key = question.api_key;
  const auto signature = signature_of(head);
  std::vector<diagnosis::HeaderLine> headers;
  for (const HeaderSpan& header : head.headers) {
    headers.push_back({header.name.of(head.bytes), header.value.of(head.bytes)});
  }
  const auto accounts = question.keys.some(kOthersMax);
  std::vector<diagnosis::Account> others;
  for (const auto& account : accounts) {
    if (account->api_key == api_key) continue;
    const bool is_other = question.credential == nullptr || !is_placeholder(*account);
    others.push_back({account->api_key, is_other ? &account->secret : nullptr});
  }
  return diagnosis::diagnose(
      {.body = question.body.value_or(question.request.body),
       .signature = signature ? std::optional<std::string_view>(*signature) : std::nullopt,
       .api_key = api_key ? std::string_view(*api_key) : std::string_view(),
       .has_api_key = api_key.has_value(),
       .secret = question.credential == nullptr ? nullptr : &question.credential->secret,
       .others = others,
       .headers = headers,
       .method = head.method(),
       .target = head.target(),
       .host = head.find("host").value_or(""),
       .earlier_bodies = question.earlier_bodies,
       .following = question.request.following},
      options);
}

Diagnosis note_on(std::string_view body) {
  Diagnosis diagnosis;
  diagnosis.outcome = diagnosis::Outcome::none;
  if (body.size() <= kNotedBytesMax) diagnosis.notes = diagnosis::portability_notes(body);
  return diagnosis;
}

std::string refusal_text(const Diagnosis& diagnosis, std::string_view explanation) {
  switch (diagnosis.outcome) {
    case diagnosis::Outcome::mistake:
      return diagnosis.title() + ". " + diagnosis.fix;
    case diagnosis::Outcome::unexplained:
      return std::string(explanation) + "; unexplained: " + diagnosis.proof +
             (diagnosis.fix.empty() ? "" : " " + diagnosis.fix);
    case diagnosis::Outcome::none:
    case diagnosis::Outcome::off:
      break;
  }
  return {};
}

void keep_diagnosis(const Diagnosis& diagnosis, Entry& entry) {
  for (const auto& note : diagnosis.notes) entry.notes.emplace_back(note.slug);
  if (diagnosis.outcome != diagnosis::Outcome::mistake &&
      diagnosis.outcome != diagnosis::Outcome::unexplained)
    return;
  entry.diagnosis = diagnosis.name();
  for (const auto& steps : diagnosis.also) entry.also.push_back(steps.text());
  entry.detail = diagnosis.title();
  entry.fix = diagnosis.fix;
  entry.proof = diagnosis.proof;
}

}  // namespace everstrike::mock_server
