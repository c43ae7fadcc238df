// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF. The one
// decoder; what becomes of bytes that are no UTF-8 is its callers' matter.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace everstrike::signing {

struct Utf8Letter {
  char32_t code_point = 0;
  // How many were read; of what is no UTF-8 the maximal part that could have gone on, at least one.
  std::size_t num_bytes = 1;
  bool valid = false;
};

// first_letter reads the code point at the start of `text`, which isn't empty.
[[nodiscard]] Utf8Letter first_letter(std::string_view text) noexcept;
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

// is_continuation tells whether a byte goes on a code point, rather than beginning one.
[[nodiscard]] constexpr bool is_continuation(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

// code_points reads a whole text; nullopt when any of it is no UTF-8.
[[nodiscard]] std::optional<std::u32string> code_points(std::string_view utf8);
// append_utf8 writes what it gets, surrogates too.
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] std::string utf8_of(std::u32string_view code_points);

}  // namespace everstrike::signing
