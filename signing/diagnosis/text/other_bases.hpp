// The encodings that somebody may take for base64: base32 (RFC 4648), base85 (the alphabet of
// Python's b85encode and of git), Adobe's ASCII85, and Bitcoin's base58.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// read_base32 takes either letter case, and "=" at the end or not.
[[nodiscard]] std::optional<std::string> read_base32(std::string_view text);
[[nodiscard]] std::optional<std::string> read_base85(std::string_view text);
[[nodiscard]] std::optional<std::string> read_ascii85(std::string_view text);
// read_base58 takes at most 100 characters: its cost grows with their square.
[[nodiscard]] std::optional<std::string> read_base58(std::string_view text);

}  // namespace everstrike::diagnosis
