#include "command_line/roff.hpp"

#include <sstream>

#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::command_line {
namespace {

constexpr std::size_t kLineBytesMax = 78;

// As roff asks for it: four capital digits.
std::string code_point_name(char32_t c) {
  return signing::upper_hex_of(
      std::string{static_cast<char>(c >> 8 & 0xff), static_cast<char>(c & 0xff)});
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
      const auto letter = signing::first_letter(text.substr(i));
      roff += letter.code_point == U'…' ? "..." : "\\[u" + code_point_name(letter.code_point) + "]";
      i += letter.num_bytes - 1;
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
