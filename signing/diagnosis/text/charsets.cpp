#include "signing/diagnosis/text/charsets.hpp"

#include <cstddef>

#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {

std::optional<std::string> latin1_of(std::u32string_view code_points) {
  std::string bytes;
  for (const char32_t c : code_points) {
    if (c > 0xff) return std::nullopt;
    bytes += static_cast<char>(c);
  }
  return bytes;
}

std::string utf8_of_latin1(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) signing::append_utf8(text, static_cast<unsigned char>(c));
  return text;
}

std::string utf16_of(std::u32string_view code_points, bool big_endian) {
  std::string bytes;
  const auto append_unit = [&](char32_t unit) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xff);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  };
  for (const char32_t c : code_points) {
    if (c < 0x10000) {
      append_unit(c);
    } else {
      append_unit(0xd800 + ((c - 0x10000) >> 10));
      append_unit(0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  }
  return bytes;
}

std::optional<std::u32string> read_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return std::nullopt;
  std::u32string points;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    const auto unit = static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
    if (unit == 0xfeff && i == 0) continue;
    const bool is_low = unit >= 0xdc00 && unit < 0xe000;
    const bool awaits_low = !points.empty() && points.back() >= 0xd800 && points.back() < 0xdc00;
    if (is_low != awaits_low) return std::nullopt;
    if (is_low) {
      points.back() = 0x10000 + ((points.back() - 0xd800) << 10) + (unit - 0xdc00);
    } else {
      points += unit;
    }
  }
  if (!points.empty() && points.back() >= 0xd800 && points.back() < 0xe000) return std::nullopt;
  return points;
}

std::string read_lossily(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const auto one = signing::first_letter(bytes);
    signing::append_utf8(text, one.valid ? one.code_point : U'\ufffd');
    bytes.remove_prefix(one.num_bytes);
  }
  return text;
}

}  // namespace everstrike::diagnosis
