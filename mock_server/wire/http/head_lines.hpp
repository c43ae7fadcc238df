// The pieces of a head, each read by itself: the request line, a header line, and what the header
// lines together say about framing and the connection. Pure functions; see request_head.hpp.
// Source: RFC 9112, 3, 5, 6.1-6.3 and 9.3; RFC 9110, 5.
#pragma once

#include <optional>
#include <string_view>

#include "mock_server/message/request.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// A request line's parts, as positions in it.
struct RequestLine {
  Span method;
  Span target;
  int version_minor = 1;
};

// parse_request_line reads "METHOD target HTTP/1.x", without its CRLF. Exactly one blank stands
// between the parts; the method is any token, the target any bytes without blanks and controls.
// A line that does not even begin with a token and a blank is not_http.
[[nodiscard]] Expected<RequestLine, MalformedRequest::Reason> parse_request_line(
    std::string_view line);

// parse_header_line reads "Name: value", without its CRLF, for header and trailer lines; the
// spans are positions in `line`.
[[nodiscard]] std::optional<HeaderSpan> parse_header_line(std::string_view line);

// finish_head sets what follows from all header lines together: framing, length, whether to keep
// the connection, whether the client waits for "100 Continue"; or says why it cannot.
[[nodiscard]] Expected<void, MalformedRequest::Reason> finish_head(RequestHead& head);

}  // namespace everstrike::mock_server
