#include "signing/diagnosis/text/other_bases.hpp"

#include <algorithm>
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

// Five letters of an alphabet of 85 are four bytes.
std::optional<std::string> by_fives(std::string_view text, std::string_view alphabet) {
  if (text.empty() || text.size() % 5 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 5) {
    std::uint64_t group = 0;
    for (const char c : text.substr(i, 5)) {
      const std::size_t value = alphabet.find(c);
      if (value == std::string_view::npos) return std::nullopt;
      group = group * 85 + value;
    }
    if (group > 0xffffffff) return std::nullopt;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(group >> shift & 0xff);
  }
  return bytes;
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
  return by_fives(
      text,
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~");
}

std::optional<std::string> read_ascii85(std::string_view text) {
  if (text.starts_with("<~") && text.ends_with("~>") && text.size() > 4) {
    text = text.substr(2, text.size() - 4);
  }
  return by_fives(text,
                  "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklm"
                  "nopqrstu");
}

std::optional<std::string> read_base58(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  constexpr std::size_t kTextMax = 100;
  if (text.empty() || text.size() > kTextMax) return std::nullopt;
  std::string reversed;  // the number, its lowest byte first
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    std::size_t carry = value;
    for (char& byte : reversed) {
      carry += std::size_t{58} * static_cast<unsigned char>(byte);
      byte = static_cast<char>(carry & 0xff);
      carry >>= 8;
    }
    if (carry > 0) reversed += static_cast<char>(carry);
  }
  reversed.append(std::min(text.find_first_not_of('1'), text.size()), '\0');
  return std::string(reversed.rbegin(), reversed.rend());
}

}  // namespace everstrike::diagnosis
