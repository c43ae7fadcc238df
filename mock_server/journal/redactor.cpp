#include "mock_server/journal/redactor.hpp"

#include <mutex>

namespace everstrike::mock_server {

Redactor::Redactor(const std::vector<std::string_view>& secrets) {
  for (const std::string_view secret : secrets) finder_.learn(secret);
}

void Redactor::learn(std::string_view secret) {
  const std::unique_lock lock(mutex_);
  finder_.learn(secret);
}

bool Redactor::redact(std::string& text) const {
  std::vector<signing::TextSpan> spans;
  {
    const std::shared_lock lock(mutex_);
    spans = finder_.find(text);
  }
  if (spans.empty()) return false;
  std::string out;
  std::size_t kept = 0;
  for (const signing::TextSpan& span : spans) {
    out.append(text, kept, span.begin - kept).append("***");
    kept = span.end;
  }
  out.append(text, kept);
  text = std::move(out);
  return true;
}

std::string Redactor::redacted(std::string text) const {
  redact(text);
  return text;
}

bool Redactor::holds_secret(std::string_view text) const {
  const std::shared_lock lock(mutex_);
  return !finder_.find(text).empty();
}

}  // namespace everstrike::mock_server
