// The strict reader of a request's head. It runs before any library sees a byte, because a mock
// that judges clients must not itself be lenient about framing: two readings of one request are
// how requests get smuggled. Pure functions over bytes: no socket, no allocation beyond the
// result; fuzzed by request_head_fuzz.
// Source: RFC 9112 (message format, framing), RFC 9110 section 5 (fields).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mock_server/request.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct HeadLimits {
  std::size_t head_bytes_max = 64 * 1024;
  std::size_t header_lines_max = 100;
};

// find_head_end gives the length of the head including its empty line, once `received` holds it.
[[nodiscard]] std::optional<std::size_t> find_head_end(std::string_view received);

// parse_head reads a complete head (as long as find_head_end says). Lines end with CRLF; a bare
// LF is refused. Folded lines, NULs, blanks before the colon, differing Content-Lengths, a
// Content-Length beside Transfer-Encoding, any transfer coding but a single "chunked" and any
// Content-Encoding but identity are refused with their reason.
[[nodiscard]] Expected<RequestHead, MalformedRequest::Reason> parse_head(std::string head,
                                                                         const HeadLimits& limits);

}  // namespace everstrike::mock_server
