// Undoes a Content-Encoding (RFC 9110, 8.4): gzip and x-gzip (RFC 1952), deflate (RFC 1950, and
// the bare RFC 1951 that many send by that name), and identity. br and zstd are not decoded here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// decode_content undoes `codings` (a Content-Encoding's value; several, joined by commas, were
// applied in their order). Empty when one of them is unknown, the bytes are not in it or something
// follows them, or more than `bytes_max` come out.
[[nodiscard]] std::optional<std::string> decode_content(std::string_view coded,
                                                        std::string_view codings,
                                                        std::size_t bytes_max);

// coding_by_look gives the coding whose first bytes these are ("gzip", "deflate"), or nothing.
[[nodiscard]] std::string_view coding_by_look(std::string_view bytes) noexcept;

}  // namespace everstrike::diagnosis
