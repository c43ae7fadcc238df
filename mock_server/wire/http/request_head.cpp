#include "mock_server/wire/http/request_head.hpp"

#include <algorithm>
#include <utility>

#include "mock_server/wire/http/head_lines.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

using Reason = MalformedRequest::Reason;
using Refused = Unexpected<Reason>;

constexpr std::size_t kUsualHeaders = 12;

}  // namespace

HeadReader::Fed HeadReader::refuse(Reason reason, std::size_t consumed) {
  reason_ = reason;
  return {Status::refused, consumed};
}

// Gives how many bytes of the empty line before a request stand at the front of `bytes`. Its CR
// may have come alone; it waits as the only byte held.
std::size_t HeadReader::skip_empty_line(std::string_view bytes) {
  if (has_request_line_ || skipped_empty_line_) return 0;
  std::size_t taken = 0;
  if (head_.bytes.empty() && bytes.starts_with('\r')) {
    head_.bytes = "\r";
    taken = 1;
  }
  if (head_.bytes == "\r" && bytes.substr(taken).starts_with('\n')) {
    head_.bytes.clear();
    skipped_empty_line_ = true;
    ++taken;
  }
  return taken;
}

HeadReader::Fed HeadReader::feed(std::string_view bytes) {
  const auto skipped = skip_empty_line(bytes);
  bytes.remove_prefix(skipped);
  auto& held = head_.bytes;
  const auto before = held.size();
  // One byte more than allowed is enough to know that it is too much.
  held.append(bytes.substr(0, limits_.head_bytes_max + 1 - before));
  auto search_from = before;
  for (;;) {
    const auto line_end = held.find('\n', search_from);
    if (line_end == std::string::npos) break;
    if (auto taken = take_line(line_end); !taken) {
      return refuse(taken.error(), line_end + 1 + skipped - before);
    }
    if (complete_) {
      held.resize(line_end + 1);
      const auto consumed = held.size() + skipped - before;
      if (held.size() > limits_.head_bytes_max) return refuse(Reason::head_too_large, consumed);
      if (auto finished = finish_head(head_); !finished) return refuse(finished.error(), consumed);
      return {Status::complete, consumed};
    }
    search_from = line_begin_ = line_end + 1;
  }
  const auto consumed = held.size() + skipped - before;
  if (auto checked = check_unfinished_line(); !checked) return refuse(checked.error(), consumed);
  if (held.size() > limits_.head_bytes_max) return refuse(Reason::head_too_large, consumed);
  return {Status::need_more, consumed};
}

Expected<void, Reason> HeadReader::take_line(std::size_t line_end) {
  const auto with_cr = std::string_view(head_.bytes).substr(line_begin_, line_end - line_begin_);
  const bool ends_well = with_cr.ends_with('\r');
  const auto text = with_cr.substr(0, with_cr.size() - (ends_well ? 1 : 0));
  if (!has_request_line_) {
    const auto line = parse_request_line(text);
    if (!line) return Refused(line.error());
    if (!ends_well) return Refused(Reason::bad_request_line);
    head_.method_span = line->method;
    head_.target_span = line->target;
    head_.version_minor = line->version_minor;
    head_.headers.reserve(kUsualHeaders);
    has_request_line_ = true;
    return {};
  }
  if (!ends_well) return Refused(Reason::bad_header);
  if (text.empty()) {
    complete_ = true;
    return {};
  }
  auto header = parse_header_line(text);
  if (!header) return Refused(Reason::bad_header);
  if (head_.headers.size() == limits_.header_lines_max) return Refused(Reason::head_too_large);
  header->name.begin += static_cast<std::uint32_t>(line_begin_);
  header->value.begin += static_cast<std::uint32_t>(line_begin_);
  head_.headers.push_back(*header);
  return {};
}

// Bytes that can never become a request line need not be waited for: TLS and other protocols
// seldom send a line end. The same bytes as a complete line are refused by the same name.
Expected<void, Reason> HeadReader::check_unfinished_line() const {
  if (has_request_line_) return {};
  const std::string_view line = head_.bytes;
  const bool may_be_skipped = line == "\r" && !skipped_empty_line_;
  if (line.empty() || may_be_skipped || signing::is_token(line.substr(0, line.find(' '))))
    return {};
  return Refused(Reason::not_http);
}

Expected<RequestHead, Reason> parse_head(std::string_view bytes, const HeadLimits& limits) {
  HeadReader reader(limits);
  const auto fed = reader.feed(bytes);
  if (fed.status == HeadReader::Status::refused) return Refused(reader.reason());
  if (fed.status == HeadReader::Status::need_more || fed.consumed != bytes.size()) {
    return Refused(Reason::cut_off);
  }
  return reader.take();
}

}  // namespace everstrike::mock_server
