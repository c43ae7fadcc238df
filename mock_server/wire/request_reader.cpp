#include "mock_server/wire/request_reader.hpp"

#include <algorithm>
#include <utility>

#include "mock_server/wire/ascii.hpp"

namespace everstrike::mock_server {
namespace {

using Reason = MalformedRequest::Reason;

constexpr std::size_t kReceivedBytesMax = 4096;

// Short strings live inside the object and hold no memory of their own.
std::size_t heap_bytes(const std::string& text) {
  return text.capacity() > std::string().capacity() ? text.capacity() : 0;
}

// Assigning an empty string would keep the memory.
void release(std::string& text) { std::string().swap(text); }

}  // namespace

RequestReader::Fed RequestReader::malformed(Reason reason, std::size_t consumed) {
  reason_ = reason;
  return {Outcome::malformed, consumed};
}

RequestReader::Fed RequestReader::feed(std::string_view bytes) {
  std::size_t consumed = 0;
  if (!head_) {
    const auto fed = feed_head(bytes);
    if (fed.outcome == Outcome::malformed || !head_) return fed;
    consumed = fed.consumed;
  }
  auto fed = feed_body(bytes.substr(consumed));
  fed.consumed += consumed;
  return fed;
}

RequestReader::Fed RequestReader::feed_head(std::string_view bytes) {
  std::size_t skipped = 0;
  // One empty line before a request is forgiven (RFC 9112, 2.2): old clients end bodies with it.
  while ((head_bytes_.empty() || head_bytes_ == "\r") && !skipped_empty_line_ &&
         skipped < bytes.size()) {
    if (bytes[skipped] != (head_bytes_.empty() ? '\r' : '\n')) break;
    head_bytes_.push_back(bytes[skipped++]);
    if (head_bytes_.size() == 2) {
      head_bytes_.clear();
      skipped_empty_line_ = true;
    }
  }
  bytes.remove_prefix(skipped);
  if (bytes.empty()) return {Outcome::need_more, skipped};

  const auto before = head_bytes_.size();
  const auto room = head_limits_.head_bytes_max + 1 - std::min(before, head_limits_.head_bytes_max);
  head_bytes_.append(bytes.substr(0, room));
  const auto end = find_head_end(head_bytes_, before);
  if (!end) {
    const auto consumed = skipped + head_bytes_.size() - before;
    if (const auto defect = defect_in_partial_head(before)) return malformed(*defect, consumed);
    line_count_ += static_cast<std::size_t>(std::count(
        head_bytes_.begin() + static_cast<std::ptrdiff_t>(before), head_bytes_.end(), '\n'));
    if (head_bytes_.size() > head_limits_.head_bytes_max ||
        line_count_ > head_limits_.header_lines_max + 1) {
      return malformed(Reason::head_too_large, consumed);
    }
    return {Outcome::need_more, consumed};
  }
  const auto consumed = skipped + *end - before;
  head_bytes_.resize(*end);
  auto head = parse_head(head_bytes_, head_limits_);
  if (!head) return malformed(head.error(), consumed);
  release(head_bytes_);
  head_ = std::move(*head);
  if (const auto defect = begin_body()) return malformed(*defect, consumed);
  return {Outcome::need_more, consumed};
}

// What can be told before the head is complete: bytes that never become a request line, and
// lines that end with a bare LF, which would have us wait for a CRLF that never comes.
std::optional<Reason> RequestReader::defect_in_partial_head(std::size_t checked) const {
  const std::string_view bytes = head_bytes_;
  const auto line_end = bytes.find('\n');
  const bool in_request_line = line_end == std::string_view::npos;
  const auto method_end = std::min(bytes.find(' '), bytes.size());
  if (checked <= method_end && !is_token(bytes.substr(0, method_end))) return Reason::not_http;
  for (auto at = checked; at < bytes.size(); ++at) {
    const bool after_cr = at > 0 && bytes[at - 1] == '\r';
    const bool bare = after_cr != (bytes[at] == '\n');
    if (bare || bytes[at] == '\0') {
      return at <= line_end ? Reason::bad_request_line : Reason::bad_header;
    }
  }
  if (in_request_line || checked > line_end) return std::nullopt;
  const auto line = parse_request_line(bytes.substr(0, line_end - 1));
  return line ? std::nullopt : std::optional(line.error());
}

std::optional<Reason> RequestReader::begin_body() {
  if (head_->framing == BodyFraming::content_length && head_->content_length > body_bytes_max_) {
    return Reason::body_too_large;
  }
  const bool has_body = head_->framing == BodyFraming::chunked || head_->content_length > 0;
  continue_wish_ = head_->expects_continue && has_body;
  return std::nullopt;
}

RequestReader::Fed RequestReader::feed_body(std::string_view bytes) {
  if (!bytes.empty()) continue_wish_ = false;  // it did not wait
  if (head_->framing == BodyFraming::chunked) {
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
  const auto missing = static_cast<std::size_t>(head_->content_length) - body_.size();
  const auto taken = std::min(missing, bytes.size());
  body_.append(bytes.substr(0, taken));
  return {taken == missing ? Outcome::complete : Outcome::need_more, taken};
}

Request RequestReader::take() {
  Request request;
  request.head = std::move(*head_);
  request.body = std::move(body_);
  request.body_bytes_on_wire =
      request.head.framing == BodyFraming::chunked ? chunked_.bytes_on_wire() : request.body.size();
  clear();
  return request;
}

std::string RequestReader::received() const {
  auto bytes = head_ ? head_->bytes : head_bytes_;
  bytes.append(body_, 0, kReceivedBytesMax);
  bytes.resize(std::min(bytes.size(), kReceivedBytesMax));
  return bytes;
}

RequestReader::Phase RequestReader::phase() const {
  if (head_) return Phase::body;
  return head_bytes_.empty() ? Phase::idle : Phase::head;
}

bool RequestReader::take_continue_wish() { return std::exchange(continue_wish_, false); }

std::size_t RequestReader::buffered_bytes() const {
  const auto head_size =
      head_ ? heap_bytes(head_->bytes) + head_->headers.capacity() * sizeof(HeaderSpan) : 0;
  return heap_bytes(head_bytes_) + head_size + heap_bytes(body_);
}

void RequestReader::clear() {
  release(head_bytes_);
  line_count_ = 0;
  head_.reset();
  release(body_);
  (void)std::exchange(chunked_, ChunkedBody());
  skipped_empty_line_ = false;
  continue_wish_ = false;
}

}  // namespace everstrike::mock_server
