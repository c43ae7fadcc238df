#include "signing/diagnosis/other_bases.hpp"

#include <cstddef>
#include <cstdint>

namespace everstrike::diagnosis {
namespace {

int base32_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= '2' && c <= '7') return c - '2' + 26;
  return -1;
}

}  // namespace

std::optional<std::string> read_base32(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  std::uint32_t pending = 0;
  int pending_bits = 0;
  for (const char c : text) {
    const int value = base32_value(c);
    if (value < 0) return std::nullopt;
    pending = pending << 5 | static_cast<std::uint32_t>(value);
    pending_bits += 5;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    bytes += static_cast<char>(pending >> pending_bits & 0xff);
    pending &= (1U << pending_bits) - 1;
  }
  return bytes;
}

std::optional<std::string> read_base85(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
  if (text.size() % 5 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 5) {
    std::uint64_t group = 0;
    for (const char c : text.substr(i, 5)) {
      const std::size_t value = kAlphabet.find(c);
      if (value == std::string_view::npos) return std::nullopt;
      group = group * 85 + value;
    }
    if (group > 0xffffffff) return std::nullopt;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(group >> shift & 0xff);
  }
  return bytes;
}

}  // namespace everstrike::diagnosis
