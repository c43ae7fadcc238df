// Bytes made visible, for verdicts that say "expected" and "seen": printable text stays as it is,
// everything else becomes \xNN, and a comparison names the first byte that differs.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::conformance {

// visible writes bytes in quotes; UTF-8 text stays readable. Long ones are cut in the middle.
[[nodiscard]] std::string visible(std::string_view bytes, std::size_t bytes_max = 400);
// hex_dump writes 16 bytes a line, offset and text beside them, at most `bytes_max` bytes around
// `around`.
[[nodiscard]] std::string hex_dump(std::string_view bytes, std::size_t around = 0,
                                   std::size_t bytes_max = 64);
// first_difference_text says where two texts part: `byte 5: expected 0x2B "+", seen 0x25 "%"`.
// Empty when they are equal.
[[nodiscard]] std::string first_difference_text(std::string_view expected, std::string_view seen);

}  // namespace everstrike::conformance
