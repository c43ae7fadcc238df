// Strict base64 (RFC 4648, section 4: standard alphabet, padding required). The decoder accepts
// exactly what the encoder writes and nothing else: no line breaks, no blanks, no URL-safe
// letters, no missing or extra "=", and no non-canonical last character (unused bits must be
// zero), since each of these would give one signature several spellings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "signing/expected.hpp"
#include "signing/sha256/base64_mac.hpp"  // IWYU pragma: export

namespace everstrike::signing {

enum class Base64ErrorCode {
  bad_length,     // not a multiple of four
  bad_character,  // outside the alphabet, or "=" before the end
  not_canonical,  // unused bits of the last character are set
};

struct Base64Error {
  Base64ErrorCode code;
  std::size_t offset;  // of the offending character; for bad_length the text's length
  [[nodiscard]] std::string message() const;
};

// base64_encode writes the one accepted spelling of `bytes`.
[[nodiscard]] std::string base64_encode(std::string_view bytes);
// base64_decode gives the bytes, or the first thing that base64_encode would not have written.
[[nodiscard]] Expected<std::string, Base64Error> base64_decode(std::string_view text);

// base64_letter_value gives the six bits that a letter stands for, in the standard alphabet or in
// that of base64url (RFC 4648, section 5); -1 for any other byte.
[[nodiscard]] constexpr int base64_letter_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

}  // namespace everstrike::signing
