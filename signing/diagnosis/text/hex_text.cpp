#include "signing/diagnosis/text/hex_text.hpp"

namespace everstrike::diagnosis {
namespace {

std::string hex_with(std::string_view digits, std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4];
    text += digits[byte & 0x0f];
  }
  return text;
}

}  // namespace

std::string hex_of(std::string_view bytes) { return hex_with("0123456789abcdef", bytes); }
std::string upper_hex_of(std::string_view bytes) { return hex_with("0123456789ABCDEF", bytes); }

std::optional<std::string> read_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit_value(text[i]);
    const int low = hex_digit_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace everstrike::diagnosis
