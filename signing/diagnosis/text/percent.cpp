#include "signing/diagnosis/text/percent.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/encoder_table.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_escape_at(std::string_view text, std::size_t i) {
  return text[i] == '%' && signing::hex_byte_value(text.substr(i + 1)) >= 0;
}

std::string with_escapes(std::string_view text, char (*change)(char)) {
  std::string result(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_escape_at(text, i)) continue;
    result[i + 1] = change(text[i + 1]);
    result[i + 2] = change(text[i + 2]);
    i += 2;
  }
  return result;
}

}  // namespace

const Encoder kFormUrlencoded = encoder("form-urlencoded", "-._", "+");
const Encoder kPythonUrlencode = encoder("urllib.parse.urlencode", "-._~", "+");
const Encoder kEncodeUriComponent = encoder("encodeURIComponent", "-._~!'()*", "%20");
const Encoder kPythonQuote = encoder("urllib.parse.quote", "-._~/", "%20");

std::span<const Encoder> encoders() noexcept {
  static const std::vector<Encoder> kEncoders = [] {
    std::vector<Encoder> tried;
    for (const EncoderRow& row : encoder_rows()) {
      if (!row.is_tried) continue;
      tried.push_back(encoder(row.name, row.punctuation, row.blank, row.lower_case));
    }
    return tried;
  }();
  return kEncoders;
}

std::string unescape(std::string_view text, PlusSign plus) {
  std::string result(text.size(), '\0');  // at most as long, and written through a pointer
  char* end = result.data();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = text[i] == '%' ? signing::hex_byte_value(text.substr(i + 1)) : -1;
    if (byte >= 0) {
      *end++ = static_cast<char>(byte);
      i += 2;
    } else {
      *end++ = text[i] == '+' && plus == PlusSign::is_blank ? ' ' : text[i];
    }
  }
  result.resize(static_cast<std::size_t>(end - result.data()));
  return result;
}

void append_escaped(std::string& out, std::string_view text, const Encoder& by) {
  const auto digits = by.lower_case ? signing::kHexDigits : signing::kUpperHexDigits;
  const std::size_t before = out.size();
  out.resize(before + 3 * text.size());
  char* end = out.data() + before;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (by.literals[byte]) {
      *end++ = c;
    } else if (c == ' ') {
      end = std::copy(by.blank.begin(), by.blank.end(), end);
    } else {
      *end++ = '%';
      *end++ = digits[byte / 16];
      *end++ = digits[byte % 16];
    }
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
}

std::string escape(std::string_view text, const Encoder& by) {
  std::string result;
  append_escaped(result, text, by);
  return result;
}

std::string escape_like_javascript(std::string_view utf8) {
  constexpr std::string_view kLiterals = "@*_+-./";
  const auto points = signing::code_points(utf8);
  if (!points) return std::string(utf8);
  std::string result;
  for (const char32_t c : *points) {
    if (c < 0x80 && (is_letter_or_digit(static_cast<char>(c)) ||
                     kLiterals.find(static_cast<char>(c)) != std::string_view::npos)) {
      result += static_cast<char>(c);
    } else if (c <= 0xff) {
      result += '%';
      signing::append_hex_byte(result, static_cast<char>(c), signing::kUpperHexDigits);
    } else {
      const std::string units = utf16_of(std::u32string_view(&c, 1), true);
      for (std::size_t i = 0; i < units.size(); i += 2) {
        result += "%u" + signing::upper_hex_of(units.substr(i, 2));
      }
    }
  }
  return result;
}

std::optional<std::string> unescape_like_javascript(std::string_view text) {
  std::u32string points;
  bool has_long_escape = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) return std::nullopt;
    const int high =
        text.substr(i).starts_with("%u") ? signing::hex_byte_value(text.substr(i + 2)) : -1;
    const int low =
        high >= 0 && i + 4 <= text.size() ? signing::hex_byte_value(text.substr(i + 4)) : -1;
    if (low >= 0) {
      has_long_escape = true;
      const auto unit = static_cast<char32_t>(high * 256 + low);
      const bool ends_pair =
          (unit & 0xfc00) == 0xdc00 && !points.empty() && (points.back() & 0xfc00) == 0xd800;
      if (ends_pair) {
        points.back() = 0x10000 + (points.back() - 0xd800) * 0x400 + (unit - 0xdc00);
      } else {
        points += unit;
      }
      i += 5;
    } else if (is_escape_at(text, i)) {
      points += static_cast<char32_t>(signing::hex_byte_value(text.substr(i + 1)));
      i += 2;
    } else {
      points += static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    }
  }
  if (!has_long_escape && signing::is_utf8(unescape(text, PlusSign::is_plus))) return std::nullopt;
  return signing::utf8_of(points);
}

std::string with_lower_case_escapes(std::string_view text) {
  return with_escapes(text, &signing::ascii_lower);
}

std::string with_upper_case_escapes(std::string_view text) {
  return with_escapes(text, &signing::ascii_upper);
}

std::string replace_all(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t begin = 0;;) {
    const std::size_t found = text.find(what, begin);
    result += text.substr(begin, found - begin);
    if (found == std::string_view::npos) return result;
    result += by;
    begin = found + what.size();
  }
}

}  // namespace everstrike::diagnosis
