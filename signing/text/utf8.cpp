#include "signing/text/utf8.hpp"

namespace everstrike::signing {

// The lower and upper bound of the second byte keep out overlong forms, surrogates and what lies
// beyond U+10FFFF.
Utf8Letter first_letter(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  std::size_t more = 0;
  char32_t code_point = 0;
  if (first >= 0xc2 && first <= 0xdf) {
    more = 1;
    code_point = first & 0x1fU;
  } else if (first >= 0xe0 && first <= 0xef) {
    more = 2;
    code_point = first & 0x0fU;
  } else if (first >= 0xf0 && first <= 0xf4) {
    more = 3;
    code_point = first & 0x07U;
  } else {
    return {};
  }
  unsigned char lower = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  unsigned char upper = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  for (std::size_t i = 1; i <= more; ++i) {
    if (i >= text.size() || byte(i) < lower || byte(i) > upper) return {0, i, false};
    code_point = code_point << 6 | (byte(i) & 0x3fU);
    lower = 0x80;
    upper = 0xbf;
  }
  return {code_point, more + 1, true};
}

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const Utf8Letter letter = first_letter(text);
    if (!letter.valid) return false;
    text.remove_prefix(letter.num_bytes);
  }
  return true;
}

std::optional<std::u32string> code_points(std::string_view utf8) {
  std::u32string result;
  while (!utf8.empty()) {
    const Utf8Letter letter = first_letter(utf8);
    if (!letter.valid) return std::nullopt;
    result += letter.code_point;
    utf8.remove_prefix(letter.num_bytes);
  }
  return result;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      out += static_cast<char>(0xe0 | c >> 12);
    } else {
      out += static_cast<char>(0xf0 | c >> 18);
      out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    }
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
  }
  out += static_cast<char>(0x80 | (c & 0x3f));
}

std::string utf8_of(std::u32string_view code_points) {
  std::string text;
  for (const char32_t c : code_points) append_utf8(text, c);
  return text;
}

}  // namespace everstrike::signing
