#include "mock_server/wire/request_head.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "mock_server/wire/ascii.hpp"

namespace everstrike::mock_server {
namespace {

using Reason = MalformedRequest::Reason;
using Refused = Unexpected<Reason>;

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

Span span_at(std::size_t begin, std::size_t length) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length)};
}

bool is_target_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7f;
}

// A plain decimal number, as RFC 9110, 8.6 wants it: digits only, no sign, no list.
std::optional<std::uint64_t> parse_length(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

bool has_token(const RequestHead& head, std::string_view header_name, std::string_view token) {
  for (const auto& header : head.headers) {
    if (!equal_ignoring_case(header.name.of(head.bytes), header_name)) continue;
    auto rest = header.value.of(head.bytes);
    while (!rest.empty()) {
      const auto comma = rest.find(',');
      if (equal_ignoring_case(trim_blanks(rest.substr(0, comma)), token)) return true;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

Expected<void, Reason> read_header_lines(RequestHead& head, std::size_t position,
                                         const HeadLimits& limits) {
  const std::string_view bytes = head.bytes;
  const auto end = bytes.size() - kLineEnd.size();  // the empty line's begin
  while (position < end) {
    const auto line_end = bytes.find(kLineEnd, position);
    const auto line = bytes.substr(position, line_end - position);
    auto header = parse_header_line(line);
    if (!header) return Refused(Reason::bad_header);
    if (head.headers.size() == limits.header_lines_max) return Refused(Reason::head_too_large);
    header->name.begin += static_cast<std::uint32_t>(position);
    header->value.begin += static_cast<std::uint32_t>(position);
    head.headers.push_back(*header);
    position = line_end + kLineEnd.size();
  }
  return {};
}

Expected<void, Reason> read_framing(RequestHead& head) {
  const auto length = head.find("content-length");
  const auto coding = head.find("transfer-encoding");
  if (length && coding) return Refused(Reason::conflicting_framing);
  if (length) {
    const auto value = parse_length(*length);
    if (!value || head.count("content-length") > 1) return Refused(Reason::bad_content_length);
    head.framing = BodyFraming::content_length;
    head.content_length = *value;
  }
  if (coding) {
    // HTTP/1.0 knows no transfer codings; whoever sends one there is not understood by all.
    if (head.count("transfer-encoding") > 1 || !equal_ignoring_case(*coding, "chunked") ||
        head.version_minor == 0) {
      return Refused(Reason::unsupported_transfer_encoding);
    }
    head.framing = BodyFraming::chunked;
  }
  if (head.method() == "CONNECT" && (coding || head.content_length > 0)) {
    return Refused(Reason::conflicting_framing);
  }
  return {};
}

bool has_content_encoding(const RequestHead& head) {
  return std::any_of(head.headers.begin(), head.headers.end(), [&](const HeaderSpan& header) {
    return equal_ignoring_case(header.name.of(head.bytes), "content-encoding") &&
           !equal_ignoring_case(header.value.of(head.bytes), "identity");
  });
}

void read_connection_wishes(RequestHead& head) {
  const bool close = has_token(head, "connection", "close");
  head.keep_alive =
      !close && (head.version_minor == 1 || has_token(head, "connection", "keep-alive"));
  head.expects_continue = head.version_minor == 1 && has_token(head, "expect", "100-continue");
}

}  // namespace

std::optional<std::size_t> find_head_end(std::string_view received, std::size_t searched) {
  const auto overlap = std::min(searched, kHeadEnd.size() - 1);
  const auto end = received.find(kHeadEnd, searched - overlap);
  if (end == std::string_view::npos) return std::nullopt;
  return end + kHeadEnd.size();
}

Expected<RequestLine, Reason> parse_request_line(std::string_view line) {
  const auto first_blank = line.find(' ');
  const auto last_blank = line.rfind(' ');
  if (first_blank == std::string_view::npos || last_blank == first_blank) {
    return Refused(Reason::bad_request_line);
  }
  const auto method = line.substr(0, first_blank);
  const auto target = line.substr(first_blank + 1, last_blank - first_blank - 1);
  const auto version = line.substr(last_blank + 1);
  if (!is_token(method) || target.empty() ||
      !std::all_of(target.begin(), target.end(), is_target_char)) {
    return Refused(Reason::bad_request_line);
  }
  if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) ||
      version[6] != '.' || !is_digit(version[7])) {
    return Refused(Reason::bad_request_line);
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return Refused(Reason::unsupported_version);
  return RequestLine{.method = span_at(0, method.size()),
                     .target = span_at(first_blank + 1, target.size()),
                     .version_minor = version.back() - '0'};
}

std::optional<HeaderSpan> parse_header_line(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
  const auto raw_value = line.substr(colon + 1);
  if (!is_value(raw_value)) return std::nullopt;
  const auto value = trim_blanks(raw_value);
  const auto begin =
      value.empty() ? line.size() : static_cast<std::size_t>(value.data() - line.data());
  return HeaderSpan{.name = span_at(0, colon), .value = span_at(begin, value.size())};
}

Expected<RequestHead, Reason> parse_head(std::string bytes, const HeadLimits& limits) {
  if (bytes.size() > limits.head_bytes_max) return Refused(Reason::head_too_large);
  const auto line_end = bytes.find(kLineEnd);
  if (line_end == std::string::npos || !bytes.ends_with(kHeadEnd)) {
    return Refused(Reason::bad_request_line);
  }
  const auto line = parse_request_line(std::string_view(bytes).substr(0, line_end));
  if (!line) return Refused(line.error());

  RequestHead head;
  head.bytes = std::move(bytes);
  head.method_span = line->method;
  head.target_span = line->target;
  head.version_minor = line->version_minor;
  if (auto read = read_header_lines(head, line_end + kLineEnd.size(), limits); !read) {
    return Refused(read.error());
  }
  if (auto read = read_framing(head); !read) return Refused(read.error());
  // Two Hosts are two answers to the question whom the request is for.
  if (head.count("host") > 1) return Refused(Reason::bad_header);
  if (has_content_encoding(head)) return Refused(Reason::content_encoding);
  read_connection_wishes(head);
  return head;
}

}  // namespace everstrike::mock_server
