#include "command_line/roff.hpp"

#include <cstdint>
#include <sstream>

namespace everstrike::command_line {
namespace {

constexpr std::size_t kLineBytesMax = 78;

// The code point of the UTF-8 sequence at text[i]; `i` moves to its last byte.
std::uint32_t code_point(std::string_view text, std::size_t& i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  std::size_t num_more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  std::uint32_t value = num_more == 0 ? lead : lead & (0x3FU >> num_more);
  for (; num_more > 0 && i + 1 < text.size(); --num_more) {
    value = value << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU);
  }
  return value;
}

std::string hex4(std::uint32_t value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string digits;
  for (unsigned shift = 16; shift > 0; shift -= 4) digits += kDigits[value >> (shift - 4) & 0xFU];
  return digits;
}

// A line that begins like a request gets a mark that is nothing.
std::string harmless(std::string line) {
  return !line.empty() && (line[0] == '.' || line[0] == '\'') ? "\\&" + line : line;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string roff;
  bool is_typed = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '`') {
      is_typed = !is_typed;
      roff += is_typed ? "\\fB" : "\\fR";
    } else if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else if (c == '\'') {
      roff += "\\(aq";
    } else if (c == '~') {
      roff += "\\(ti";
    } else if (c == '^') {
      roff += "\\(ha";
    } else if (static_cast<unsigned char>(c) < 0x80) {
      roff += c;
    } else {
      const auto point = code_point(text, i);
      roff += point == 0x2026 ? "..." : "\\[u" + hex4(point) + "]";
    }
  }
  return roff;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }

std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

void Roff::request(std::string_view line) {
  page_.append(line).append("\n");
  is_after_heading_ = line.starts_with(".SH") || line.starts_with(".SS");
}

void Roff::section(std::string_view title) { request(".SH " + std::string(title)); }

void Roff::paragraph(std::string_view text) {
  if (!is_after_heading_) request(".PP");
  fill(escaped(text));
}

void Roff::text(std::string_view text) { fill(escaped(text)); }

void Roff::term(std::string_view head, std::string_view body) {
  request(".TP");
  page_.append(head).append("\n");
  fill(escaped(body));
}

void Roff::typed(std::string_view lines) {
  request(".PP");
  request(".RS 4");
  request(".EX");
  std::istringstream in{std::string(lines)};
  for (std::string line; std::getline(in, line);) page_ += harmless(bold(line)) + "\n";
  request(".EE");
  request(".RE");
}

void Roff::fill(std::string_view roff) {
  is_after_heading_ = false;
  std::istringstream in{std::string(roff)};
  std::string line;
  for (std::string word; in >> word;) {
    if (!line.empty() && line.size() + 1 + word.size() > kLineBytesMax) {
      page_ += harmless(line) + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) page_ += harmless(line) + "\n";
}

}  // namespace everstrike::command_line
