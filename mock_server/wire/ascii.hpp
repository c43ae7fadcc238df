// Character classes of HTTP, by the RFC's ASCII tables and never by the locale.
// Source: RFC 9110, 5.6.2 (tokens) and 5.5 (field values).
#pragma once

#include <algorithm>
#include <string_view>

namespace everstrike::mock_server {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ascii_lower(x) == ascii_lower(y);
         });
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// is_token_char tells whether `c` may stand in a method or a header name.
constexpr bool is_token_char(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || is_digit(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

// is_value_char tells whether `c` may stand in a header value: no control bytes but the tab.
// Bytes above 0x7f are obs-text and pass.
constexpr bool is_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

// trim_blanks takes the blanks and tabs off both ends.
constexpr std::string_view trim_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace everstrike::mock_server
