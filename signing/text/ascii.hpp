// Letter case, white space and the character classes of HTTP, by ASCII tables and never by the
// locale. Source: RFC 9110, 5.6.2 (tokens) and 5.5 (field values).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "signing/text/eight_bytes.hpp"

namespace everstrike::signing {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char ascii_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// lower_ascii and upper_ascii change the 26 letters and nothing else.
inline std::string lower_ascii(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = ascii_lower(c);
  return result;
}

inline std::string upper_ascii(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = ascii_upper(c);
  return result;
}

// equal_ignoring_case is how names of headers and hosts are compared. They are spelt alike nearly
// always, so that is looked at first.
constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         (a == b || std::equal(a.begin(), a.end(), b.begin(),
                               [](char x, char y) { return ascii_lower(x) == ascii_lower(y); }));
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

inline bool is_value(std::string_view text) {
  return !may_hold_controls(text) ||
         std::all_of(text.begin(), text.end(), [](char c) { return is_value_char(c); });
}

inline constexpr std::string_view kWhiteSpace = " \t\r\n";

// trimmed takes white space, or what `of` holds, off both ends; the other two off one.
constexpr std::string_view trimmed_front(std::string_view text, std::string_view of = kWhiteSpace) {
  return text.substr(std::min(text.find_first_not_of(of), text.size()));
}
constexpr std::string_view trimmed_back(std::string_view text, std::string_view of = kWhiteSpace) {
  return text.substr(0, text.find_last_not_of(of) + 1);
}
constexpr std::string_view trimmed(std::string_view text, std::string_view of = kWhiteSpace) {
  return trimmed_back(trimmed_front(text, of), of);
}

// trim_blanks takes the blanks and tabs off both ends, as HTTP does.
constexpr std::string_view trim_blanks(std::string_view text) { return trimmed(text, " \t"); }

}  // namespace everstrike::signing
