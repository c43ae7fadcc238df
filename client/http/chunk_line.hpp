// The line before a chunk of a body: its size, and extensions, which are checked and dropped.
// Exactly 1*HEXDIG: what C's number readers would take beside ("0x2d", "+2d", " 2d") is no size.
// Source: RFC 9112, 7.1 and 7.1.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace everstrike::client {

// read_chunk_line gives the size, UINT64_MAX for any that 64 bits don't hold; nothing for a line
// that is none. `line` comes without its line end.
[[nodiscard]] std::optional<std::uint64_t> read_chunk_line(std::string_view line);

}  // namespace everstrike::client
