#include "signing/diagnosis/text/utf8.hpp"

#include <cstddef>

namespace everstrike::diagnosis {
namespace {

constexpr char32_t kReplacement = 0xfffd;

struct Decoded {
  char32_t code_point = 0;
  std::size_t num_bytes = 1;  // read; for a failure the maximal part that could have gone on
  bool valid = false;
};

// One code point from the front of `bytes`, which isn't empty. The lower and upper bound of the
// second byte keep out overlong forms, surrogates and what lies beyond U+10FFFF.
Decoded decode_one(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  std::size_t more = 0;
  char32_t code_point = 0;
  if (first >= 0xc2 && first <= 0xdf) {
    more = 1;
    code_point = first & 0x1fU;
  } else if (first >= 0xe0 && first <= 0xef) {
    more = 2;
    code_point = first & 0x0fU;
  } else if (first >= 0xf0 && first <= 0xf4) {
    more = 3;
    code_point = first & 0x07U;
  } else {
    return {};
  }
  unsigned char lower = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  unsigned char upper = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  for (std::size_t i = 1; i <= more; ++i) {
    if (i >= bytes.size() || byte(i) < lower || byte(i) > upper) return {0, i, false};
    code_point = code_point << 6 | (byte(i) & 0x3fU);
    lower = 0x80;
    upper = 0xbf;
  }
  return {code_point, more + 1, true};
}

}  // namespace

std::optional<std::u32string> code_points(std::string_view utf8) {
  std::u32string result;
  while (!utf8.empty()) {
    const Decoded one = decode_one(utf8);
    if (!one.valid) return std::nullopt;
    result += one.code_point;
    utf8.remove_prefix(one.num_bytes);
  }
  return result;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      out += static_cast<char>(0xe0 | c >> 12);
    } else {
      out += static_cast<char>(0xf0 | c >> 18);
      out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    }
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
  }
  out += static_cast<char>(0x80 | (c & 0x3f));
}

std::string utf8_of(std::u32string_view code_points) {
  std::string text;
  for (const char32_t c : code_points) append_utf8(text, c);
  return text;
}

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
  for (const char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
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
    const Decoded one = decode_one(bytes);
    append_utf8(text, one.valid ? one.code_point : kReplacement);
    bytes.remove_prefix(one.num_bytes);
  }
  return text;
}

}  // namespace everstrike::diagnosis
