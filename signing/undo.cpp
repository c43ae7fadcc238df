#include "signing/undo.hpp"

#include <algorithm>

#include "signing/base64.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::signing {
namespace {

// The code unit of an escape \uXXXX at the start of `text`, or -1.
int json_unit(std::string_view text) {
  if (!text.starts_with("\\u")) return -1;
  const int high = hex_byte_value(text.substr(2));
  const int low = text.size() < 4 ? -1 : hex_byte_value(text.substr(4));
  return high < 0 || low < 0 ? -1 : high << 8 | low;
}

// The byte of an escape \xHH at the start of `text`, or -1.
int quoted_byte(std::string_view text) {
  return text.starts_with("\\x") ? hex_byte_value(text.substr(2)) : -1;
}

std::array<unsigned char, 256> values_of(int (*value)(char)) {
  std::array<unsigned char, 256> values{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const int one = value(static_cast<char>(byte));
    values[byte] = one < 0 ? Notation::kNone : static_cast<unsigned char>(one);
  }
  return values;
}

// Takes over what stands as it is, from `at` up to `end`: most of a text, mostly.
void take_over(std::string_view from, std::size_t at, std::size_t end, std::string& out,
               Origins* origins) {
  out.append(from.substr(at, end - at));
  if (origins == nullptr) return;
  for (; at < end; ++at) origins->push_back(at);
}

}  // namespace

void undo_percent(std::string_view from, char plus, std::string& out, Origins* origins) {
  const auto next_of_note = [&](std::size_t at) {
    const auto found = plus == '+' ? from.find('%', at) : from.find_first_of("%+", at);
    return std::min(found, from.size());
  };
  out.reserve(out.size() + from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::size_t plain_end = next_of_note(i);
    take_over(from, i, plain_end, out, origins);
    i = plain_end;
    if (i == from.size()) break;
    if (origins != nullptr) origins->push_back(i);
    const int byte = from[i] == '%' ? hex_byte_value(from.substr(i + 1)) : -1;
    if (byte >= 0) i += 2;
    out += byte >= 0 ? static_cast<char>(byte) : from[i] == '+' ? plus : from[i];
  }
}

namespace {

void undo_escapes(std::string_view from, bool short_ones, std::string& out, Origins* origins) {
  constexpr std::string_view kLetters = "bfnrt\"\\/";
  constexpr std::string_view kMeanings = "\b\f\n\r\t\"\\/";
  out.reserve(out.size() + from.size());
  for (std::size_t at = 0; at < from.size();) {
    const std::size_t plain_end = std::min(from.find('\\', at), from.size());
    take_over(from, at, plain_end, out, origins);
    at = plain_end;
    if (at == from.size()) break;
    const std::string_view rest = from.substr(at);
    std::size_t length = 1;
    if (const int unit = json_unit(rest); unit >= 0) {
      const int low = rest.size() < 6 ? -1 : json_unit(rest.substr(6));
      const bool is_pair = unit >= 0xd800 && unit < 0xdc00 && low >= 0xdc00 && low < 0xe000;
      append_utf8(out, static_cast<char32_t>(
                           is_pair ? 0x10000 + ((unit - 0xd800) << 10 | (low - 0xdc00)) : unit));
      length = is_pair ? 12 : 6;
    } else if (const int byte = quoted_byte(rest); byte >= 0) {
      out += static_cast<char>(byte);
      length = 4;
    } else {
      const auto letter =
          short_ones && rest[0] == '\\' && rest.size() > 1 ? kLetters.find(rest[1]) : kLetters.npos;
      out += letter == kLetters.npos ? rest[0] : kMeanings[letter];
      if (letter != kLetters.npos) length = 2;
    }
    if (origins != nullptr) origins->resize(out.size(), at);
    at += length;
  }
}

}  // namespace

void undo_json(std::string_view from, std::string& out, Origins* origins) {
  undo_escapes(from, true, out, origins);
}

void undo_json_units(std::string_view from, std::string& out, Origins* origins) {
  undo_escapes(from, false, out, origins);
}

bool has_odd_backslash(std::string_view text) {
  bool has_unit = false;
  bool has_other = false;
  for (std::size_t at = text.find('\\'); at < text.size(); at = text.find('\\', at + 1)) {
    (json_unit(text.substr(at)) >= 0 ? has_unit : has_other) = true;
    if (has_unit && has_other) return true;
  }
  return false;
}

const Notation& hex_notation() {
  static const Notation kNotation = {values_of(hex_digit_value), 4, 2};
  return kNotation;
}

const Notation& base64_notation() {
  static const Notation kNotation = {values_of(base64_letter_value), 6, 4};
  return kNotation;
}

void undo_run(std::string_view letters, const Notation& notation, std::string& out) {
  std::size_t end = out.size();
  out.resize(end + letters.size() * notation.bits / 8);
  unsigned pending = 0;
  unsigned pending_bits = 0;
  for (const char letter : letters) {
    pending = (pending << notation.bits | notation.value(letter)) & 0xffff;
    pending_bits += notation.bits;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    out[end++] = static_cast<char>(pending >> pending_bits & 0xff);
  }
}

}  // namespace everstrike::signing
