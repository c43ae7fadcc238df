// The encodings that somebody may take for base64: base32 (RFC 4648) and base85 (the alphabet of
// Python's b85encode and of git).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// read_base32 takes either letter case, and "=" at the end or not.
[[nodiscard]] std::optional<std::string> read_base32(std::string_view text);
[[nodiscard]] std::optional<std::string> read_base85(std::string_view text);

}  // namespace everstrike::diagnosis
