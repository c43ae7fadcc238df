#include "signing/python_repr.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::signing {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Beyond ASCII: controls, format characters, separators, surrogates, private use, noncharacters,
// and the planes that hold nothing.
constexpr std::array kUnprintable = std::to_array<Range>(
    {{0x80, 0xa0},       {0xad, 0xad},       {0x600, 0x605},     {0x61c, 0x61c},
     {0x6dd, 0x6dd},     {0x70f, 0x70f},     {0x890, 0x891},     {0x8e2, 0x8e2},
     {0x1680, 0x1680},   {0x180e, 0x180e},   {0x2000, 0x200f},   {0x2028, 0x202f},
     {0x205f, 0x206f},   {0x3000, 0x3000},   {0xd800, 0xf8ff},   {0xfdd0, 0xfdef},
     {0xfeff, 0xfeff},   {0xfff0, 0xfffb},   {0xfffe, 0xffff},   {0x110bd, 0x110bd},
     {0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
     {0x1fffe, 0x1ffff}, {0x2fffe, 0x2ffff}, {0x3fffe, 0xe00ff}, {0xe01f0, 0x10ffff}});

bool is_printable(char32_t code_point) {
  if (code_point < 0x80) return code_point >= 0x20 && code_point != 0x7f;
  const auto next =
      std::ranges::upper_bound(kUnprintable, code_point, std::ranges::less(), &Range::first);
  return next == kUnprintable.begin() || code_point > std::prev(next)->last;
}

void append_escape(std::string& out, char32_t code_point) {
  if (code_point == '\n')
    out += "\\n";
  else if (code_point == '\r')
    out += "\\r";
  else if (code_point == '\t')
    out += "\\t";
  else if (code_point <= 0xff)
    out += "\\x" + hex_number(code_point, 2);
  else if (code_point <= 0xffff)
    out += "\\u" + hex_number(code_point, 4);
  else
    out += "\\U" + hex_number(code_point, 8);
}

}  // namespace

void append_python_repr(std::string& out, std::string_view utf8) {
  const bool has_single = utf8.find('\'') != std::string_view::npos;
  const bool has_double = utf8.find('"') != std::string_view::npos;
  const char quote = has_single && !has_double ? '"' : '\'';
  out += quote;
  for (std::size_t at = 0; at < utf8.size();) {
    const Utf8Letter letter = first_letter(utf8.substr(at));
    if (!letter.valid) {
      out += "\\x" + hex_of(utf8.substr(at, 1));
      ++at;
      continue;
    }
    const std::string_view bytes = utf8.substr(at, letter.num_bytes);
    at += letter.num_bytes;
    if (bytes == "\\" || bytes[0] == quote) {
      out += '\\';
      out += bytes;
    } else if (is_printable(letter.code_point)) {
      out += bytes;
    } else {
      append_escape(out, letter.code_point);
    }
  }
  out += quote;
}

}  // namespace everstrike::signing
