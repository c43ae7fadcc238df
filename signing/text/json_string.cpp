#include "signing/text/json_string.hpp"

#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::signing {
namespace {

void append_escape(std::string& out, unsigned char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  out += "\\u00";
  append_hex_byte(out, static_cast<char>(c));
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    // Most texts are of such bytes alone.
    std::size_t plain = i;
    while (plain < text.size() && stands_for_itself_in_json(text[plain])) ++plain;
    out.append(text, i, plain - i);
    i = plain;
    if (i == text.size()) break;
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      append_escape(out, c);
      ++i;
    } else if (const Utf8Letter letter = first_letter(text.substr(i)); letter.valid) {
      out.append(text, i, letter.num_bytes);
      i += letter.num_bytes;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  out += '"';
}

}  // namespace everstrike::signing
