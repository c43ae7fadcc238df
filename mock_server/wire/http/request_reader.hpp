// Gathers one request from bytes as they arrive, in pieces of any size: the head with its caps,
// then the body by Content-Length or chunk framing. Pure: it never reads a socket or a clock, so
// every split of a request can be tested; the splits never change what comes out.
// Holds no heap memory between requests, so that idle connections stay small.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "mock_server/message/request.hpp"
#include "mock_server/wire/http/chunked_body.hpp"
#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::mock_server {

// How much of what was received MalformedRequest::received gives. More than is kept of it, so that
// a secret across the end of what is kept is still seen as a whole.
inline constexpr std::size_t kReceivedBytesMax = 16 * 1024;

class RequestReader {
 public:
  enum class Outcome { need_more, complete, malformed };
  struct Fed {
    Outcome outcome = Outcome::need_more;
    std::size_t consumed = 0;  // the rest belongs to the next request
  };
  enum class Phase { idle, head, body };  // what the next byte would belong to

  RequestReader(const HeadLimits& head_limits, std::size_t body_bytes_max)
      : head_limits_(head_limits), body_bytes_max_(body_bytes_max), head_(head_limits) {}

  // feed takes bytes until a request is complete or found malformed; then take() or reason() and
  // received() are to be called before the next feed().
  Fed feed(std::string_view bytes);

  // take gives the complete request, without its arrival, and makes the reader idle.
  [[nodiscard]] Request take();

  // reason says why a request is malformed.
  [[nodiscard]] MalformedRequest::Reason reason() const { return reason_; }
  // received gives the first bytes of the unfinished or malformed request, at most a few KiB.
  [[nodiscard]] std::string received() const;

  [[nodiscard]] Phase phase() const;
  // take_continue_wish tells, once per request, that the client waits for "100 Continue" before
  // it sends the body.
  [[nodiscard]] bool take_continue_wish();
  // buffered_bytes is the memory held by the unfinished request.
  [[nodiscard]] std::size_t buffered_bytes() const;
  // clear forgets the unfinished request and frees its memory.
  void clear();

 private:
  Fed malformed(MalformedRequest::Reason reason, std::size_t consumed);
  Fed feed_head(std::string_view bytes);
  Fed feed_body(std::string_view bytes);

  HeadLimits head_limits_;
  std::size_t body_bytes_max_;
  HeadReader head_;
  bool head_complete_ = false;
  std::string body_;
  ChunkedBody chunked_;
  bool continue_wish_ = false;
  MalformedRequest::Reason reason_ = MalformedRequest::Reason::not_http;
};

}  // namespace everstrike::mock_server
