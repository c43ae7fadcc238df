// The strict reader of a request's head. It runs before any library sees a byte, because a mock
// that judges clients must not itself be lenient about framing: two readings of one request are
// how requests get smuggled. Pure: no socket, no clock, no allocation beyond the result; fuzzed
// by request_head_fuzz.
// Lines are judged in the order in which they arrive, each as soon as it is complete. So the
// verdict on a stream of bytes never depends on how the network cut it into pieces, and a client
// that sends nonsense is not left waiting for a timeout.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "mock_server/message/request.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct HeadLimits {
  std::size_t head_bytes_max = 64 * 1024;
  std::size_t header_lines_max = 100;
};

class HeadReader {
 public:
  enum class Status { need_more, complete, refused };
  struct Fed {
    Status status = Status::need_more;
    std::size_t consumed = 0;  // what follows the head is left
  };

  explicit HeadReader(const HeadLimits& limits) : limits_(limits) {}

  // feed takes bytes up to the end of the head. Lines end with CRLF; a bare LF is refused, and so
  // are folded lines, NULs, blanks before the colon, more than one Content-Length or Host, a
  // Content-Length beside Transfer-Encoding, any transfer coding but a single "chunked", any
  // Content-Encoding but identity, and a CONNECT with a body.
  // A missing Host is not: it does not touch the framing, and hand-written requests often lack it.
  // One empty line before the request line is skipped (RFC 9112, 2.2: old clients send it after a
  // body).
  Fed feed(std::string_view bytes);

  // head is what was read so far; complete once feed() said so.
  [[nodiscard]] const RequestHead& head() const { return head_; }
  // take moves the head out; the reader is to be replaced by a new one then.
  [[nodiscard]] RequestHead take() { return std::move(head_); }
  // reason says why, once feed() said refused.
  [[nodiscard]] MalformedRequest::Reason reason() const { return reason_; }

 private:
  std::size_t skip_empty_line(std::string_view bytes);
  Fed refuse(MalformedRequest::Reason reason, std::size_t consumed);
  [[nodiscard]] Expected<void, MalformedRequest::Reason> take_line(std::size_t line_end);
  [[nodiscard]] Expected<void, MalformedRequest::Reason> check_unfinished_line() const;

  HeadLimits limits_;
  RequestHead head_;
  std::size_t line_begin_ = 0;
  bool has_request_line_ = false;
  bool skipped_empty_line_ = false;
  bool complete_ = false;
  MalformedRequest::Reason reason_ = MalformedRequest::Reason::not_http;
};

// parse_head reads one complete head and nothing else.
[[nodiscard]] Expected<RequestHead, MalformedRequest::Reason> parse_head(std::string_view head,
                                                                         const HeadLimits& limits);

}  // namespace everstrike::mock_server
