#include "signing/diagnosis/text/charsets.hpp"

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
