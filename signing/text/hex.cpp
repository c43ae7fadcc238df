#include "signing/text/hex.hpp"

#include <cstddef>

namespace everstrike::signing {

std::string hex_of(std::string_view bytes) {
  std::string hex;
  append_hex(hex, bytes);
  return hex;
}

std::string upper_hex_of(std::string_view bytes) {
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) append_hex_byte(hex, c, kUpperHexDigits);
  return hex;
}

void append_hex(std::string& out, std::string_view bytes) {
  out.reserve(out.size() + bytes.size() * 2);
  for (const char c : bytes) append_hex_byte(out, c);
}

std::string hex_number(std::uint64_t number, std::size_t digits_min) {
  std::string hex;
  for (; number != 0 || hex.size() < digits_min; number >>= 4) {
    hex.insert(hex.begin(), kHexDigits[number & 0x0f]);
  }
  return hex;
}

std::optional<std::string> read_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (; !text.empty(); text.remove_prefix(2)) {
    const int byte = hex_byte_value(text);
    if (byte < 0) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace everstrike::signing
