#include "command_line/one_line.hpp"

#include "signing/text/hex.hpp"

namespace everstrike::command_line {

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\r') {
      line += "\\r";
    } else if (c == '\t') {
      line += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      line += "\\x";
      signing::append_hex_byte(line, c);
    } else {
      line += c;
    }
  }
  return line;
}

}  // namespace everstrike::command_line
