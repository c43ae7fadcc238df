#include "mock_server/journal/redactor.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "json/writer.hpp"
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

void replace_each(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string with_lower_case_escapes(std::string text) {
  for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%', at + 3)) {
    for (std::size_t i = at + 1; i <= at + 2; ++i) {
      if (text[i] >= 'A' && text[i] <= 'F') text[i] = static_cast<char>(text[i] - 'A' + 'a');
    }
  }
  return text;
}

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
  add(std::string(secret));
  add(hex(secret, "0123456789abcdef"));
  add(hex(secret, "0123456789ABCDEF"));
  for (std::size_t offset = 0; offset < 3; ++offset) add_inside_base64(secret, offset);
  for (const auto dialect : {signing::Dialect::javascript, signing::Dialect::python}) {
    std::string encoded = signing::encode_component(secret, dialect);
    add(encoded);
    add(with_lower_case_escapes(encoded));
    replace_each(encoded, "+", "%20");
    add(encoded);
    add(with_lower_case_escapes(encoded));
  }
  std::string in_json;
  json::append_string(in_json, secret);
  add(in_json.substr(1, in_json.size() - 2));
}

// The characters of base64 that depend on the secret alone, when `offset` bytes stand before it
// in its group of three.
void Redactor::add_inside_base64(std::string_view secret, std::size_t offset) {
  const std::string before(offset, '\0');
  std::string base64 = signing::base64_encode(before + std::string(secret));
  base64.erase(std::find(base64.begin(), base64.end(), '='), base64.end());
  std::string whole = offset == 0 ? base64 : "";
  if ((offset + secret.size()) % 3 != 0) base64.pop_back();
  base64.erase(0, offset == 0 ? 0 : offset + 1);
  for (std::string* text : {&whole, &base64}) {
    // Shorter pieces would be found in signatures by chance.
    if (text->size() < 5) continue;
    add(*text);
    std::replace(text->begin(), text->end(), '+', '-');
    std::replace(text->begin(), text->end(), '/', '_');
    add(*text);
    signing::wipe(*text);
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
