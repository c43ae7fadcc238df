#include "signing/redactor.hpp"

#include <mutex>

#include "signing/secret_spellings.hpp"

namespace everstrike::signing {
namespace {

void put_stars(const std::vector<TextSpan>& spans, std::string& text) {
  std::string out;
  std::size_t kept = 0;
  for (const TextSpan& span : spans) {
    out.append(text, kept, span.begin - kept).append("***");
    kept = span.end;
  }
  out.append(text, kept);
  text = std::move(out);
}

}  // namespace

Redactor::Redactor(const std::vector<std::string_view>& secrets) {
  for (const std::string_view secret : secrets) learn(secret);
}

void Redactor::learn(std::string_view secret) {
  const std::unique_lock lock(mutex_);
  (secret.size() < kTellingSecretBytes ? shorter_ : telling_).learn(secret);
}

bool Redactor::redact(std::string& text, bool telling, bool shorter) const {
  if (text.size() < kShortestSecret) return false;
  const std::shared_lock lock(mutex_);
  bool found = false;
  const auto look_for = [&](const SecretFinder& finder) {
    const auto spans = finder.find(text);
    if (spans.empty()) return;
    found = true;
    put_stars(spans, text);
  };
  if (telling) look_for(telling_);
  if (shorter && !shorter_.knows_none()) look_for(shorter_);
  return found;
}

bool Redactor::redact(std::string& text) const { return redact(text, true, true); }
bool Redactor::redact_document(std::string& text) const { return redact(text, true, false); }
bool Redactor::redact_rest(std::string& text) const { return redact(text, false, true); }

bool Redactor::finds(std::string_view text) const {
  if (text.size() < kShortestSecret) return false;
  const std::shared_lock lock(mutex_);
  return !telling_.find(text).empty() || !shorter_.find(text).empty();
}

std::string Redactor::redacted(std::string text) const {
  redact(text);
  return text;
}

}  // namespace everstrike::signing
