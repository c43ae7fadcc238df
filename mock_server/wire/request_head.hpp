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
// Bytes before `searched` are known to hold no end of a head (a head that arrives in many pieces
// is so scanned once and not again for every piece).
[[nodiscard]] std::optional<std::size_t> find_head_end(std::string_view received,
                                                       std::size_t searched = 0);

// A request line's parts, as positions in it.
struct RequestLine {
  Span method;
  Span target;
  int version_minor = 1;
};

// parse_request_line reads "METHOD target HTTP/1.x", without its CRLF. Exactly one blank stands
// between the parts; the method is any token, the target any bytes without blanks and controls.
[[nodiscard]] Expected<RequestLine, MalformedRequest::Reason> parse_request_line(
    std::string_view line);

// parse_header_line reads "Name: value", without its CRLF, for header and trailer lines; the
// spans are positions in `line`.
[[nodiscard]] std::optional<HeaderSpan> parse_header_line(std::string_view line);

// parse_head reads a complete head (as long as find_head_end says). Lines end with CRLF; a bare
// LF is refused. Folded lines, NULs, blanks before the colon, more than one Content-Length or
// Host, a Content-Length beside Transfer-Encoding, any transfer coding but a single "chunked",
// any Content-Encoding but identity, and a CONNECT with a body are refused with their reason.
// A missing Host is not: it does not touch the framing, and hand-written requests often lack it.
[[nodiscard]] Expected<RequestHead, MalformedRequest::Reason> parse_head(std::string head,
                                                                         const HeadLimits& limits);

}  // namespace everstrike::mock_server
