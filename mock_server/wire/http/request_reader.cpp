#include "mock_server/wire/http/request_reader.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {
namespace {

using Reason = MalformedRequest::Reason;

// Short strings live inside the object and hold no memory of their own.
std::size_t heap_bytes(const std::string& text) {
  return text.capacity() > std::string().capacity() ? text.capacity() : 0;
}

}  // namespace

RequestReader::Fed RequestReader::malformed(Reason reason, std::size_t consumed) {
  reason_ = reason;
  return {Outcome::malformed, consumed};
}

RequestReader::Fed RequestReader::feed(std::string_view bytes) {
  std::size_t consumed = 0;
  if (!head_complete_) {
    const auto fed = feed_head(bytes);
    if (!head_complete_ || fed.outcome == Outcome::malformed) return fed;
    consumed = fed.consumed;
  }
  auto fed = feed_body(bytes.substr(consumed));
  fed.consumed += consumed;
  return fed;
}

RequestReader::Fed RequestReader::feed_head(std::string_view bytes) {
  const auto fed = head_.feed(bytes);
  if (fed.status == HeadReader::Status::refused) return malformed(head_.reason(), fed.consumed);
  if (fed.status == HeadReader::Status::need_more) return {Outcome::need_more, fed.consumed};
  head_complete_ = true;
  const auto& head = head_.head();
  if (head.content_length > body_bytes_max_) {
    return malformed(Reason::body_too_large, fed.consumed);
  }
  const bool has_body = head.framing == BodyFraming::chunked || head.content_length > 0;
  continue_wish_ = head.expects_continue && has_body;
  return {Outcome::need_more, fed.consumed};
}

RequestReader::Fed RequestReader::feed_body(std::string_view bytes) {
  if (!bytes.empty()) continue_wish_ = false;  // it did not wait
  if (head_.head().framing == BodyFraming::chunked) {
    const auto fed = chunked_.feed(bytes, body_, body_bytes_max_);
    switch (fed.status) {
      case ChunkedBody::Status::need_more:
        return {Outcome::need_more, fed.consumed};
      case ChunkedBody::Status::done:
        return {Outcome::complete, fed.consumed};
      case ChunkedBody::Status::bad:
        return malformed(Reason::bad_chunk, fed.consumed);
      case ChunkedBody::Status::too_large:
        return malformed(Reason::body_too_large, fed.consumed);
    }
  }
  const auto missing = static_cast<std::size_t>(head_.head().content_length) - body_.size();
  const auto taken = std::min(missing, bytes.size());
  body_.append(bytes.substr(0, taken));
  return {taken == missing ? Outcome::complete : Outcome::need_more, taken};
}

Request RequestReader::take() {
  Request request;
  request.head = head_.take();
  request.body = std::move(body_);
  request.body_bytes_on_wire =
      request.head.framing == BodyFraming::chunked ? chunked_.bytes_on_wire() : request.body.size();
  clear();
  return request;
}

std::string RequestReader::received() const {
  auto bytes = head_.head().bytes.substr(0, kReceivedBytesMax);
  bytes.append(body_, 0, kReceivedBytesMax - bytes.size());
  return bytes;
}

RequestReader::Phase RequestReader::phase() const {
  if (head_complete_) return Phase::body;
  return head_.head().bytes.empty() ? Phase::idle : Phase::head;
}

bool RequestReader::take_continue_wish() { return std::exchange(continue_wish_, false); }

std::size_t RequestReader::buffered_bytes() const {
  const auto& head = head_.head();
  return heap_bytes(head.bytes) + head.headers.capacity() * sizeof(HeaderSpan) + heap_bytes(body_);
}

void RequestReader::clear() {
  // Exchanged, not assigned: assigning an empty string keeps its memory.
  (void)std::exchange(head_, HeadReader(head_limits_));
  (void)std::exchange(body_, std::string());
  (void)std::exchange(chunked_, ChunkedBody());
  head_complete_ = false;
  continue_wish_ = false;
}

}  // namespace everstrike::mock_server
