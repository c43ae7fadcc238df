// Character classes of HTTP, by the RFC's ASCII tables and never by the locale.
// Source: RFC 9110, 5.6.2 (tokens) and 5.5 (field values).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace everstrike::signing {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ascii_lower(x) == ascii_lower(y);
         });
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Every byte of every head is looked up, so the classes are tables.
struct CharacterClasses {
  std::array<bool, 256> token{};
  std::array<bool, 256> value{};
};

constexpr CharacterClasses make_character_classes() {
  CharacterClasses classes;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const bool alphanumeric = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                              (byte >= 'A' && byte <= 'Z');
    classes.token[byte] = alphanumeric;
    classes.value[byte] = byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  }
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) {
    classes.token[static_cast<unsigned char>(c)] = true;
  }
  return classes;
}

inline constexpr CharacterClasses kCharacterClasses = make_character_classes();

// is_token_char tells whether `c` may stand in a method or a header name.
constexpr bool is_token_char(char c) {
  return kCharacterClasses.token[static_cast<unsigned char>(c)];
}

// is_value_char tells whether `c` may stand in a header value: no control bytes but the tab.
// Bytes above 0x7f are obs-text and pass.
constexpr bool is_value_char(char c) {
  return kCharacterClasses.value[static_cast<unsigned char>(c)];
}

// Lambdas, so that the compiler sees through the algorithms.
constexpr bool is_token(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_token_char(c); });
}

constexpr bool is_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_value_char(c); });
}

// trim_blanks takes the blanks and tabs off both ends.
constexpr std::string_view trim_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace everstrike::signing
