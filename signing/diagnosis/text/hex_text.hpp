// Hex, both ways, as loosely as people write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// hex_of writes two lower-case digits for each byte.
[[nodiscard]] std::string hex_of(std::string_view bytes);
[[nodiscard]] std::string upper_hex_of(std::string_view bytes);

// hex_digit_value gives 0 to 15, or -1.
[[nodiscard]] constexpr int hex_digit_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// read_hex reads digits of either case; nullopt for anything else and for an odd number of them.
[[nodiscard]] std::optional<std::string> read_hex(std::string_view text);

}  // namespace everstrike::diagnosis
