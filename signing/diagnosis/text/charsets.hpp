// Text between charsets, as far as wrong signatures need it: code points as Latin-1 and UTF-16, and
// the lossy readings that turn a digest into garbage.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// latin1_of writes one byte for each code point; nullopt when one is above U+00FF.
[[nodiscard]] std::optional<std::string> latin1_of(std::u32string_view code_points);
// utf8_of_latin1 reads each byte as a code point: "e9" becomes "c3 a9".
[[nodiscard]] std::string utf8_of_latin1(std::string_view bytes);
[[nodiscard]] std::string utf16_of(std::u32string_view code_points, bool big_endian);

// read_lossily decodes bytes as UTF-8 with U+FFFD for what isn't, and writes them again: what
// Buffer.toString() and TextDecoder make of a digest. Source: WHATWG Encoding, UTF-8 decoder.
[[nodiscard]] std::string read_lossily(std::string_view bytes);

}  // namespace everstrike::diagnosis
