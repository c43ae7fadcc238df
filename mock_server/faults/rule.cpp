#include "mock_server/faults/rule.hpp"

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
  std::size_t p = 0;
  std::size_t t = 0;
  std::optional<std::size_t> star;  // the last "*", and where its run of text ends so far
  std::size_t run_end = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      run_end = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star) {
      p = *star + 1;
      t = ++run_end;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace everstrike::mock_server
