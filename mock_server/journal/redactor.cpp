#include "mock_server/journal/redactor.hpp"

#include <algorithm>
#include <cstring>

#include "signing/base64.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kStartBits = 1U << 16;

std::uint32_t first_four(const char* text) {
  std::uint32_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

std::size_t start_bit(std::uint32_t word) { return (word * 0x9E3779B1U) >> 16; }

std::string hex(std::string_view bytes, std::string_view digits) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

}  // namespace

Redactor::Redactor(const std::vector<std::string_view>& secrets) : starts_(kStartBits, false) {
  for (const std::string_view secret : secrets) {
    if (secret.size() < kShortestSecret) continue;
    add(std::string(secret));
    add(hex(secret, "0123456789abcdef"));
    add(hex(secret, "0123456789ABCDEF"));
    std::string base64 = signing::base64_encode(secret);
    base64.erase(std::find(base64.begin(), base64.end(), '='), base64.end());
    std::string url_safe = base64;
    std::replace(url_safe.begin(), url_safe.end(), '+', '-');
    std::replace(url_safe.begin(), url_safe.end(), '/', '_');
    add(std::move(base64));
    add(std::move(url_safe));
    add(signing::encode_component(secret, signing::Dialect::javascript));
    add(signing::encode_component(secret, signing::Dialect::python));
  }
}

Redactor::~Redactor() {
  for (auto& [start, patterns] : patterns_) {
    for (std::string& pattern : patterns) signing::wipe(pattern);
  }
}

void Redactor::add(std::string pattern) {
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
  if (patterns_.empty() || text.size() < kShortestSecret) return false;
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
