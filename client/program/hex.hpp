// Bytes as hex text, for lines of JSON that must carry any byte.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace everstrike::client {

// hex_text writes two lower-case digits for each byte.
[[nodiscard]] std::string hex_text(std::string_view bytes);

// bytes_of_hex reads digits of either case. Nothing if their number is odd, or if there is any
// other character, blanks and "0x" included.
[[nodiscard]] std::optional<std::string> bytes_of_hex(std::string_view hex);

}  // namespace everstrike::client
