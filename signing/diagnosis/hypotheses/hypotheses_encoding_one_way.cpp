// What was done to a signature and can't be undone: letters in one case, signs lost, characters
// altered, zeros dropped. So each compares the received text with what the right digest would give.
#include <algorithm>
#include <array>
#include <cstddef>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_encoding.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using signing::base64_encode;

constexpr std::size_t kAlteredMax = 2;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_punctuation(char c) { return c == '+' || c == '/' || c == '='; }

bool same_hex(std::string_view received, std::string_view expected) {
  return received.size() == expected.size() &&
         std::equal(received.begin(), received.end(), expected.begin(),
                    [](char a, char b) { return signing::ascii_lower(a) == b; });
}

bool is_in_one_case(std::string_view received) {
  return std::none_of(received.begin(), received.end(), is_upper) ||
         std::none_of(received.begin(), received.end(), is_lower);
}

// Whether the texts can be the same but for their letter case is mostly told by the first four.
bool letter_case_changed(std::string_view received, std::string_view digest) {
  const std::string start = base64_encode(digest.substr(0, 3));
  if (signing::lower_ascii(received.substr(0, start.size())) != signing::lower_ascii(start)) {
    return false;
  }
  const std::string expected = base64_encode(digest);
  return received.size() == expected.size() && received != expected &&
         std::equal(received.begin(), received.end(), expected.begin(), [](char a, char b) {
           return signing::ascii_lower(a) == signing::ascii_lower(b);
         });
}

bool has_no_punctuation(std::string_view received) {
  return received.size() >= 16 && std::none_of(received.begin(), received.end(), is_punctuation);
}

bool punctuation_lost(std::string_view received, std::string_view digest) {
  std::string expected = base64_encode(digest);
  // With only the "=" missing it is a matter of padding.
  if (received.size() + 1 == expected.size()) return false;
  std::erase_if(expected, is_punctuation);
  return received == expected;
}

// What else is wrong with others has names of its own.
bool is_plain_text(std::string_view received) {
  return received.find_first_of(" \t\r\n\"'<>%-_\\") == std::string_view::npos;
}

// At most two characters replaced, or one or two lost or added in one place.
bool altered(std::string_view received, std::string_view digest) {
  const std::string expected = base64_encode(digest);
  const std::size_t longer = std::max(received.size(), expected.size());
  const std::size_t shorter = std::min(received.size(), expected.size());
  if (longer - shorter > kAlteredMax || shorter < kAlteredMax) return false;
  if (longer == shorter) {
    std::size_t differences = 0;
    for (std::size_t i = 0; i < longer; ++i) differences += received[i] != expected[i];
    return differences > 0 && differences <= kAlteredMax;
  }
  const std::size_t front = static_cast<std::size_t>(
      std::mismatch(received.begin(), received.begin() + static_cast<std::ptrdiff_t>(shorter),
                    expected.begin())
          .first -
      received.begin());
  return received.substr(received.size() - (shorter - front)) ==
         std::string_view(expected).substr(expected.size() - (shorter - front));
}

// U+FFFD in UTF-8.
bool has_replacements(std::string_view received) {
  const auto read = read_base64(received);
  return read && read->bytes.find("\xef\xbf\xbd") != std::string::npos;
}

bool read_as_text(std::string_view received, std::string_view digest) {
  return received == base64_encode(read_lossily(digest));
}

// Digests that went through a program for text: a shell drops NULs and the line ends behind,
// Windows puts "\r\n" for "\n", and converters write what they don't know in their own way.
bool is_base64(std::string_view received) {
  const auto read = read_base64(received);
  return read && read->canonical;
}

bool went_through_text(std::string_view received, std::string_view digest) {
  const auto read = read_base64(received);
  if (!read) return false;
  const std::string_view bytes = read->bytes;
  const auto is = [&](const std::string& made) {
    return made.size() >= 8 && made != digest &&
           (bytes == made ||
            (bytes.size() == made.size() + 1 && bytes.ends_with('\n') && bytes.starts_with(made)));
  };
  std::string by_shell(digest);
  std::erase(by_shell, '\0');
  by_shell.resize(by_shell.find_last_not_of('\n') + 1);
  if (is(by_shell)) return true;
  std::string line_ends;
  std::string ascii;
  std::string dropped;
  std::string latin_dropped;
  std::string seven_bits;
  for (const char c : digest) {
    if (c == '\n') line_ends += '\r';
    line_ends += c;
    const bool beyond = static_cast<unsigned char>(c) >= 0x80;
    ascii += beyond ? '?' : c;
    if (!beyond) dropped += c;
    seven_bits += static_cast<char>(c & 0x7f);
    latin_dropped += beyond ? "\xef\xbf\xbd" : std::string(1, c);
  }
  if (is(line_ends) || is(ascii) || is(dropped) || is(latin_dropped) || is(seven_bits)) return true;
  if (is(replace_all(read_lossily(digest), "\xef\xbf\xbd", ""))) return true;
  for (const SingleByteCharset& charset : single_byte_charsets()) {
    const std::u32string points = decoded_from(charset, digest);
    if (is(signing::utf8_of(points))) return true;
  }
  return false;
}

bool is_hex(std::string_view received) {
  return received.size() >= 16 && std::all_of(received.begin(), received.end(), [](char c) {
           return signing::hex_digit_value(c) >= 0;
         });
}

// Hex of which digits are missing: that of a whole digest is read as such.
bool is_short_hex(std::string_view received) {
  constexpr std::array<std::size_t, 6> kWhole = {32, 40, 56, 64, 96, 128};
  return is_hex(received) && std::ranges::find(kWhole, received.size()) == kWhole.end();
}

// Hex with the signs of negative bytes.
bool is_long_hex(std::string_view received) {
  return is_hex(received) && (received.find("ffffff") != std::string_view::npos ||
                              received.find("FFFFFF") != std::string_view::npos);
}

// Bytes below 16 written with one digit: "%x" in C, toString(16) in JavaScript, toHexString in
// Java.
bool hex_of_each_byte(std::string_view received, std::string_view digest) {
  std::string expected;
  for (const char byte : digest) {
    const std::string digits = signing::hex_of(std::string_view(&byte, 1));
    expected += digits.substr(digits.front() == '0' ? 1 : 0);
  }
  return same_hex(received, expected);
}

// All of it as one number, as Java's BigInteger writes it: without zeros in front.
bool hex_of_number(std::string_view received, std::string_view digest) {
  const std::string expected = signing::hex_of(digest);
  return same_hex(received, std::string_view(expected).substr(
                                std::min(expected.find_first_not_of('0'), expected.size())));
}

// Bytes beyond 127 as negative numbers: Java's Integer.toHexString(b), C's printf of a char.
template <bool pads>
bool hex_of_signed(std::string_view received, std::string_view digest) {
  std::string expected;
  for (const char byte : digest) {
    const std::string digits = signing::hex_of(std::string_view(&byte, 1));
    if (static_cast<unsigned char>(byte) > 0x7f) expected += "ffffff";
    expected += digits.substr(!pads && digits.front() == '0' ? 1 : 0);
  }
  return same_hex(received, expected);
}

bool is_negative_hex(std::string_view received) {
  return received.starts_with('-') && is_hex(received.substr(1));
}

// Java's new BigInteger(mac).toString(16), where the first bit is set.
bool hex_of_negative(std::string_view received, std::string_view digest) {
  std::string magnitude(digest);
  for (char& c : magnitude) c = static_cast<char>(~c);
  for (std::size_t i = magnitude.size(); i > 0; --i) {
    if (++magnitude[i - 1] != '\0') break;
  }
  return hex_of_number(received.substr(1), magnitude);
}

// Each "+" or "/" became another sign: some by replace(), which takes the first alone, or of an
// alphabet such as base64 of file names.
bool has_other_signs(std::string_view received) {
  return (received.size() == 43 || received.size() == 44) &&
         received.find_first_of("-_.,~!*:") != std::string_view::npos;
}

bool in_other_alphabet(std::string_view received, std::string_view digest) {
  std::string expected = base64_encode(digest);
  if (received.size() + 1 == expected.size()) expected.pop_back();
  return received.size() == expected.size() &&
         std::equal(received.begin(), received.end(), expected.begin(), [](char a, char b) {
           const bool is_sign = b == '+' || b == '/';
           return a == b ||
                  (is_sign && std::string_view("-_.,~!*:").find(a) != std::string_view::npos);
         });
}

constexpr std::array kOneWays = {
    OneWay{MistakeId::hex_instead_of_base64, "hex_without_zeros(mac)", &is_short_hex,
           &hex_of_each_byte, false},
    OneWay{MistakeId::hex_instead_of_base64, "hex(number(mac))", &is_short_hex, &hex_of_number,
           false},
    OneWay{MistakeId::hex_instead_of_base64, "hex_of_signed_bytes(mac)", &is_long_hex,
           &hex_of_signed<false>, false},
    OneWay{MistakeId::hex_instead_of_base64, "hex_of_signed_bytes(mac)", &is_long_hex,
           &hex_of_signed<true>, false},
    OneWay{MistakeId::hex_instead_of_base64, "hex(signed_number(mac))", &is_negative_hex,
           &hex_of_negative, false},
    OneWay{MistakeId::base64url_instead_of_base64, "in_other_alphabet(base64(mac))",
           &has_other_signs, &in_other_alphabet, true},
    OneWay{MistakeId::signature_letter_case_changed, "one_letter_case(base64(mac))",
           &is_in_one_case, &letter_case_changed, false},
    OneWay{MistakeId::signature_punctuation_lost, "letters_and_digits_of(base64(mac))",
           &has_no_punctuation, &punctuation_lost, false},
    OneWay{MistakeId::digest_read_as_text, "base64(utf8(lossy_text(mac)))", &has_replacements,
           &read_as_text, false},
    OneWay{MistakeId::digest_read_as_text, "base64(text(mac))", &is_base64, &went_through_text,
           true},
    OneWay{MistakeId::signature_altered, "altered(base64(mac))", &is_plain_text, &altered, true},
};

}  // namespace

std::span<const OneWay> one_ways() noexcept { return kOneWays; }

}  // namespace everstrike::diagnosis
