// Text between charsets, as far as wrong signatures need it: UTF-8 to code points and back, and the
// lossy readings that turn a digest into garbage.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// code_points reads strict UTF-8 (no overlong forms, no surrogates); nullopt for anything else.
[[nodiscard]] std::optional<std::u32string> code_points(std::string_view utf8);
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] std::string utf8_of(std::u32string_view code_points);

// latin1_of writes one byte for each code point; nullopt when one is above U+00FF.
[[nodiscard]] std::optional<std::string> latin1_of(std::u32string_view code_points);
// utf8_of_latin1 reads each byte as a code point: "e9" becomes "c3 a9".
[[nodiscard]] std::string utf8_of_latin1(std::string_view bytes);
[[nodiscard]] std::string utf16_of(std::u32string_view code_points, bool big_endian);

// read_lossily decodes bytes as UTF-8 with U+FFFD for what isn't, and writes them again: what
// Buffer.toString() and TextDecoder make of a digest. Source: WHATWG Encoding, UTF-8 decoder.
[[nodiscard]] std::string read_lossily(std::string_view bytes);

}  // namespace everstrike::diagnosis
