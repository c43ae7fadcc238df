#include "conformance/report/foreign_text.hpp"

#include <cstdint>

namespace everstrike::conformance {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 0;  // 0: no UTF-8
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + bytes > text.size()) return {};
  std::uint32_t value = first & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLeast[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, bytes};
}

// Controls of the second block, marks that reorder or join lines, and what XML forbids.
bool is_hidden(std::uint32_t c) {
  return (c >= 0x80 && c <= 0x9F) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || c >= 0xE0000;
}

void append_byte(std::string& out, unsigned char byte) {
  out += "\\x";
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

void append_hidden(std::string& out, std::uint32_t c) {
  out += "\\u{";
  bool begun = false;
  for (int shift = 20; shift >= 0; shift -= 4) {
    const auto digit = (c >> shift) & 15;
    begun = begun || digit != 0;
    if (begun) out += kHex[digit];
  }
  out += '}';
}

void append_control(std::string& out, char c, LineEnds line_ends) {
  if (line_ends == LineEnds::keep && (c == '\n' || c == '\t')) {
    out += c;
  } else if (c == '\n' || c == '\r' || c == '\t') {
    out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
  } else {
    append_byte(out, static_cast<unsigned char>(c));
  }
}

// begin_of gives the start of the character that `at` lies in.
std::size_t begin_of(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return at;
}

}  // namespace

std::string shown(std::string_view text, LineEnds line_ends) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes] = code_point_at(text, at);
    if (bytes == 0) {
      append_byte(out, static_cast<unsigned char>(text[at]));
      ++at;
      continue;
    }
    if (value < 0x20 || value == 0x7F) {
      append_control(out, text[at], line_ends);
    } else if (is_hidden(value)) {
      append_hidden(out, value);
    } else {
      out += text.substr(at, bytes);
    }
    at += bytes;
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
  return count;
}

std::string cut_to_columns(std::string_view text, std::size_t columns_max) {
  if (columns(text) <= columns_max) return std::string(text);
  std::size_t at = 0;
  for (std::size_t kept = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80 && ++kept == columns_max) break;
  }
  return std::string(text.substr(0, at)) + "…";
}

std::string cut_to_bytes(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  const auto kept = begin_of(text, bytes_max);
  return std::string(text.substr(0, kept)) + "… (" + std::to_string(text.size() - kept) +
         " bytes more)";
}

}  // namespace everstrike::conformance
