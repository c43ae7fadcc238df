#include "signing/diagnosis/text/loose_base64.hpp"

#include <cstdint>

#include "signing/base64.hpp"

namespace everstrike::diagnosis {

std::optional<LooseBase64> read_base64(std::string_view text) {
  LooseBase64 read;
  while (text.ends_with('=')) {
    text.remove_suffix(1);
    ++read.padding;
  }
  if (text.empty()) return std::nullopt;
  std::uint32_t pending = 0;
  int pending_bits = 0;
  for (const char c : text) {
    const int value = signing::base64_letter_value(c);
    if (value < 0) return std::nullopt;
    read.url_letters |= c == '-' || c == '_';
    read.plain_letters |= c == '+' || c == '/';
    pending = pending << 6 | static_cast<std::uint32_t>(value);
    pending_bits += 6;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    read.bytes += static_cast<char>(pending >> pending_bits & 0xff);
    pending &= (1U << pending_bits) - 1;
  }
  read.canonical = pending == 0 && text.size() % 4 != 1;
  read.padding_right = read.padding < 4 && (text.size() + read.padding) % 4 == 0;
  return read;
}

std::string base64url_of(std::string_view bytes) {
  std::string text = signing::base64_encode(bytes);
  for (char& c : text) {
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  text.resize(text.find_last_not_of('=') + 1);
  return text;
}

}  // namespace everstrike::diagnosis
