#include "conformance/client/judge/bytes_text.hpp"

#include <algorithm>

#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::conformance {
namespace {

std::string escaped(std::string_view bytes) {
  const bool is_text = signing::is_utf8(bytes);
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += {'\\', c == '\n' ? 'n' : c == '\r' ? 'r' : 't'};
    } else if (byte < 0x20 || byte == 0x7F || (byte > 0x7F && !is_text)) {
      out += "\\x" + signing::upper_hex_of({&c, 1});
    } else {
      out += c;
    }
  }
  return out;
}

std::string name_of(std::string_view text, std::size_t at) {
  if (at >= text.size()) return "the end";
  const auto byte = static_cast<unsigned char>(text[at]);
  std::string name = "0x" + signing::upper_hex_of(text.substr(at, 1));
  if (byte >= 0x20 && byte < 0x7F) name += " '" + std::string(1, text[at]) + "'";
  return name;
}

}  // namespace

std::string visible(std::string_view bytes, std::size_t bytes_max) {
  if (bytes.size() <= bytes_max) return '"' + escaped(bytes) + '"';
  const std::size_t half = bytes_max / 2;
  return '"' + escaped(bytes.substr(0, half)) + "\" … " + std::to_string(bytes.size() - 2 * half) +
         " bytes … \"" + escaped(bytes.substr(bytes.size() - half)) + '"';
}

std::string hex_dump(std::string_view bytes, std::size_t around, std::size_t bytes_max) {
  std::size_t from = around > bytes_max / 2 ? (around - bytes_max / 2) / 16 * 16 : 0;
  const std::size_t to = std::min(bytes.size(), from + bytes_max);
  std::string out;
  for (; from < to; from += 16) {
    std::string hex;
    std::string text;
    for (std::size_t i = from; i < std::min(from + 16, to); ++i) {
      const auto byte = static_cast<unsigned char>(bytes[i]);
      hex += signing::upper_hex_of(bytes.substr(i, 1)) + ' ';
      text += byte >= 0x20 && byte < 0x7F ? bytes[i] : '.';
    }
    hex.resize(48, ' ');
    std::string offset = std::to_string(from);
    offset.insert(0, 5 - std::min<std::size_t>(5, offset.size()), ' ');
    out += offset + "  " + hex + ' ' + text + '\n';
  }
  return out;
}

std::string first_difference_text(std::string_view expected, std::string_view seen) {
  const auto parted = std::mismatch(expected.begin(), expected.end(), seen.begin(), seen.end());
  const auto at = static_cast<std::size_t>(parted.first - expected.begin());
  if (at == expected.size() && at == seen.size()) return "";
  return "byte " + std::to_string(at) + ": expected " + name_of(expected, at) + ", seen " +
         name_of(seen, at);
}

}  // namespace everstrike::conformance
