#include "mock_server/faults/rule.hpp"

#include <string.h>

#include <array>

namespace everstrike::mock_server {
namespace {

// What a regular expression has and an id, a key or an endpoint has not. A backslash, a caret at
// the start and the like, and the two that habit writes most: ".*" and ".+".
bool looks_like_regex(std::string_view pattern) {
  constexpr std::array<std::string_view, 7> kSigns = {".*", ".+", ".?", "\\", "[0-9", "[a-z", "|"};
  for (const std::string_view sign : kSigns) {
    if (pattern.find(sign) != std::string_view::npos) return true;
  }
  return pattern.starts_with('^') || pattern.ends_with('$');
}

// Whether `part`, in which "?" stands for any byte, is at the front.
bool begins_with(std::string_view text, std::string_view part) {
  if (text.size() < part.size()) return false;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] != '?' && part[i] != text[i]) return false;
  }
  return true;
}

// Where it stands first. An order's id may have a megabyte, so this is linear, but for a "?".
std::size_t find_part(std::string_view text, std::string_view part) {
  if (part.empty()) return 0;
  if (part.find('?') == std::string_view::npos) {
    const void* found = ::memmem(text.data(), text.size(), part.data(), part.size());
    if (found == nullptr) return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
  }
  for (std::size_t at = 0; at + part.size() <= text.size(); ++at) {
    if (begins_with(text.substr(at), part)) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<std::string> doubtful_pattern(const Rule& rule) {
  const std::array<std::pair<std::string_view, std::optional<std::string>>, 4> patterns = {
      {{"endpoint", rule.endpoint},
       {"api_key", rule.api_key},
       {"order_id", rule.order_id},
       {"feed", rule.feed}}};
  for (const auto& [name, pattern] : patterns) {
    if (!pattern || !looks_like_regex(*pattern)) continue;
    return "rule " + rule.id + ": " + std::string(name) + ": \"" + *pattern +
           "\" looks like a regular expression, but in patterns \"*\" stands for any text, \"?\" "
           "for one character, and all else for itself";
  }
  return std::nullopt;
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  const auto first = pattern.find('*');
  if (first == std::string_view::npos) {
    return text.size() == pattern.size() && begins_with(text, pattern);
  }
  const auto last = pattern.rfind('*');
  const auto head = pattern.substr(0, first);
  const auto tail = pattern.substr(last + 1);
  if (text.size() < head.size() + tail.size() || !begins_with(text, head) ||
      !begins_with(text.substr(text.size() - tail.size()), tail)) {
    return false;
  }
  text = text.substr(head.size(), text.size() - head.size() - tail.size());
  // What stands between two stars is found as early as can be, which leaves most for the rest.
  for (auto rest = pattern.substr(first, last - first); !rest.empty();) {
    rest.remove_prefix(1);
    const auto part = rest.substr(0, rest.find('*'));
    const auto at = find_part(text, part);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + part.size());
    rest.remove_prefix(part.size());
  }
  return true;
}

}  // namespace everstrike::mock_server
