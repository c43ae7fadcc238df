// Text between charsets, as far as wrong signatures need it: code points as Latin-1, UTF-16 and in
// the other charsets of the field, and the lossy readings that turn text or a digest into garbage.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::diagnosis {

// latin1_of writes one byte for each code point; nullopt when one is above U+00FF.
[[nodiscard]] std::optional<std::string> latin1_of(std::u32string_view code_points);
// utf8_of_latin1 reads each byte as a code point: "e9" becomes "c3 a9".
[[nodiscard]] std::string utf8_of_latin1(std::string_view bytes);
[[nodiscard]] std::string utf16_of(std::u32string_view code_points, bool big_endian);
// read_utf16 reads two bytes each, a mark in front skipped; nullopt for an odd number of bytes,
// half a surrogate pair.
[[nodiscard]] std::optional<std::u32string> read_utf16(std::string_view bytes, bool big_endian);

// read_lossily decodes bytes as UTF-8 with U+FFFD for what isn't, and writes them again: what
// Buffer.toString() and TextDecoder make of a digest. Source: WHATWG Encoding, UTF-8 decoder.
[[nodiscard]] std::string read_lossily(std::string_view bytes);

// A charset of one byte a letter: ASCII, and these from 0x80 on.
struct SingleByteCharset {
  std::string_view name;
  std::array<char16_t, 128> upper_half;
};
[[nodiscard]] std::span<const SingleByteCharset> single_byte_charsets() noexcept;

// encoded_in writes what the charset lacks as `missing`, or leaves it out for a NUL; `complete`
// says whether it had all.
[[nodiscard]] std::string encoded_in(const SingleByteCharset& charset, std::u32string_view points,
                                     char missing, bool& complete);
// What a charset has no letter for is a control character to WHATWG's decoders, U+FFFD to others.
enum class Undefined { kept, replaced };
[[nodiscard]] std::u32string decoded_from(const SingleByteCharset& charset, std::string_view bytes,
                                          Undefined undefined = Undefined::kept);

// A text that went through another charset on its way.
struct Recoded {
  std::string_view written;  // "low_bytes(utf16({}))": {} is the text
  std::string text;
};

// recodings gives what the conversions of the field make of a text, lossless and lossy, and what a
// text was that one of them made; only those that change it. Empty for ASCII.
[[nodiscard]] std::vector<Recoded> recodings(std::string_view text);

// originals gives what a text may have been in which "?" stands in place of one letter, or the low
// byte of one. The letters of Europe and common signs; at most some thousand texts.
[[nodiscard]] std::vector<std::string> originals(std::string_view text);

}  // namespace everstrike::diagnosis
