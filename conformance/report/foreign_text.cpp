#include "conformance/report/foreign_text.hpp"

#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::conformance {
namespace {

// Controls of the second block, marks that reorder or join lines, and what XML forbids.
bool is_hidden(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || c >= 0xE0000;
}

void append_control(std::string& out, char c, LineEnds line_ends) {
  if (line_ends == LineEnds::keep && (c == '\n' || c == '\t')) {
    out += c;
  } else if (c == '\n' || c == '\r' || c == '\t') {
    out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
  } else {
    out += "\\x" + signing::hex_of({&c, 1});
  }
}

// begin_of gives the start of the character that `at` lies in.
std::size_t begin_of(std::string_view text, std::size_t at) {
  while (at > 0 && signing::is_continuation(text[at])) --at;
  return at;
}

}  // namespace

std::string shown(std::string_view text, LineEnds line_ends) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes, valid] = signing::first_letter(text.substr(at));
    if (!valid) {
      out += "\\x" + signing::hex_of(text.substr(at, 1));
      ++at;
      continue;
    }
    if (value < 0x20 || value == 0x7F) {
      append_control(out, text[at], line_ends);
    } else if (is_hidden(value)) {
      out += "\\u{" + signing::hex_number(value) + "}";
    } else {
      out += text.substr(at, bytes);
    }
    at += bytes;
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += signing::is_continuation(c) ? 0 : 1;
  return count;
}

std::string cut_to_columns(std::string_view text, std::size_t columns_max) {
  if (columns(text) <= columns_max) return std::string(text);
  std::size_t at = 0;
  for (std::size_t kept = 0; at < text.size(); ++at) {
    if (!signing::is_continuation(text[at]) && ++kept == columns_max) break;
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
