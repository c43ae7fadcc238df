// Hexadecimal digits, both ways: what is written is lower case unless a name says otherwise, what
// is read may be of either case. Everybody who needs a digit takes it from here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace everstrike::signing {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";
inline constexpr std::string_view kUpperHexDigits = "0123456789ABCDEF";

// hex_of writes two digits for each byte.
[[nodiscard]] std::string hex_of(std::string_view bytes);
[[nodiscard]] std::string upper_hex_of(std::string_view bytes);
void append_hex(std::string& out, std::string_view bytes);

// append_hex_byte appends two digits. They are given by kHexDigits or kUpperHexDigits.
inline void append_hex_byte(std::string& out, char c, std::string_view digits = kHexDigits) {
  out += digits[static_cast<unsigned char>(c) >> 4];
  out += digits[static_cast<unsigned char>(c) & 0x0f];
}

// hex_number writes a number without a prefix, with zeros in front up to `digits_min`.
[[nodiscard]] std::string hex_number(std::uint64_t number, std::size_t digits_min = 1);

// hex_digit_value gives 0 to 15, or -1.
[[nodiscard]] constexpr int hex_digit_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// hex_byte_value reads the two digits at the start of `text`: 0 to 255, or -1.
[[nodiscard]] constexpr int hex_byte_value(std::string_view text) noexcept {
  const int high = text.empty() ? -1 : hex_digit_value(text[0]);
  const int low = text.size() < 2 ? -1 : hex_digit_value(text[1]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

// read_hex reads digits of either case. Nothing if their number is odd, or if there is any other
// character, blanks and "0x" included.
[[nodiscard]] std::optional<std::string> read_hex(std::string_view text);

}  // namespace everstrike::signing
