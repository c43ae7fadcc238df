#include "signing/base64.hpp"

#include <array>
#include <cstdint>

namespace everstrike::signing {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNotInAlphabet = 0xff;

constexpr auto kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNotInAlphabet);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

constexpr std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
}

constexpr char letter(std::uint32_t group, int shift) { return kAlphabet[(group >> shift) & 0x3f]; }

Unexpected<Base64Error> error(Base64ErrorCode code, std::size_t offset) {
  return Unexpected<Base64Error>(Base64Error{.code = code, .offset = offset});
}

}  // namespace

std::string Base64Error::message() const {
  const std::string place = " at character " + std::to_string(offset);
  switch (code) {
    case Base64ErrorCode::bad_length:
      return "base64 text of " + std::to_string(offset) + " characters: expected a multiple of 4";
    case Base64ErrorCode::bad_character:
      return "bad base64" + place + ": expected A-Z a-z 0-9 + / and \"=\" only at the end";
    case Base64ErrorCode::not_canonical:
      return "non-canonical base64" + place + ": the unused bits of the last letter must be zero";
  }
  return "bad base64" + place;
}

std::string base64_encode(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::uint32_t group =
        byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
    text += letter(group, 18);
    text += letter(group, 12);
    text += i + 1 < bytes.size() ? letter(group, 6) : '=';
    text += i + 2 < bytes.size() ? letter(group, 0) : '=';
  }
  return text;
}

Expected<std::string, Base64Error> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return error(Base64ErrorCode::bad_length, text.size());
  std::string_view letters = text;
  for (int i = 0; i < 2 && letters.ends_with('='); ++i) letters.remove_suffix(1);

  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t pending = 0;  // bits read and not yet written, the oldest on top
  int pending_bits = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const std::uint8_t value = kValues[static_cast<unsigned char>(letters[i])];
    if (value == kNotInAlphabet) return error(Base64ErrorCode::bad_character, i);
    pending = pending << 6 | value;
    pending_bits += 6;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    bytes += static_cast<char>(pending >> pending_bits & 0xff);
    pending &= (1U << pending_bits) - 1;
  }
  if (pending != 0) return error(Base64ErrorCode::not_canonical, letters.size() - 1);
  return bytes;
}

}  // namespace everstrike::signing
