#include "mock_server/journal/redactor.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "signing/secret_spellings.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kStartBits = 1U << 16;

std::uint32_t first_four(const char* text) {
  std::uint32_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

std::size_t start_bit(std::uint32_t word) { return (word * 0x9E3779B1U) >> 16; }

}  // namespace

Redactor::Redactor(const std::vector<std::string_view>& secrets) {
  for (const std::string_view secret : secrets) add_secret(secret);
}

void Redactor::learn(std::string_view secret) {
  const std::unique_lock lock(mutex_);
  add_secret(secret);
}

void Redactor::add_secret(std::string_view secret) {
  if (secret.size() < kShortestSecret) return;
  for (const auto& spelling : signing::secret_spellings(secret)) {
    add(std::string(spelling.reveal()));
  }
}

Redactor::~Redactor() {
  for (auto& [start, patterns] : patterns_) {
    for (std::string& pattern : patterns) signing::wipe(pattern);
  }
}

void Redactor::add(std::string pattern) {
  if (starts_.empty()) starts_.assign(kStartBits, false);
  const std::uint32_t word = first_four(pattern.data());
  auto& same_start = patterns_[word];
  if (std::find(same_start.begin(), same_start.end(), pattern) != same_start.end()) return;
  starts_[start_bit(word)] = true;
  same_start.push_back(std::move(pattern));
}

// match_at gives the length of the longest pattern that stands at `at`, 0 without one.
std::size_t Redactor::match_at(std::string_view text, std::size_t at) const {
  const std::uint32_t word = first_four(text.data() + at);
  if (!starts_[start_bit(word)]) return 0;
  const auto found = patterns_.find(word);
  if (found == patterns_.end()) return 0;
  std::size_t longest = 0;
  for (const std::string& pattern : found->second) {
    if (text.substr(at).starts_with(pattern)) longest = std::max(longest, pattern.size());
  }
  return longest;
}

bool Redactor::redact(std::string& text) const {
  if (text.size() < kShortestSecret) return false;
  const std::shared_lock lock(mutex_);
  if (patterns_.empty()) return false;
  std::string out;
  std::size_t kept = 0;
  for (std::size_t at = 0; at + kShortestSecret <= text.size();) {
    const std::size_t length = match_at(text, at);
    if (length == 0) {
      ++at;
      continue;
    }
    out.append(text, kept, at - kept).append("***");
    at += length;
    kept = at;
  }
  if (kept == 0) return false;
  out.append(text, kept);
  text = std::move(out);
  return true;
}

}  // namespace everstrike::mock_server
