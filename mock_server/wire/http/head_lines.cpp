#include "mock_server/wire/http/head_lines.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

using Reason = MalformedRequest::Reason;
using Refused = Unexpected<Reason>;

Span span_at(std::size_t begin, std::size_t length) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length)};
}

bool is_target_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7f;
}

// A plain decimal number, as RFC 9110, 8.6 wants it: digits only, no sign, no list.
std::optional<std::uint64_t> parse_length(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), signing::is_digit))
    return std::nullopt;
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
    if (!head.is_called(header, header_name)) continue;
    auto rest = header.value.of(head.bytes);
    while (!rest.empty()) {
      const auto comma = rest.find(',');
      if (signing::equal_ignoring_case(signing::trim_blanks(rest.substr(0, comma)), token))
        return true;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

// The headers of one name.
struct Seen {
  const HeaderSpan* first = nullptr;
  std::size_t count = 0;
};

// Those that say how the request is framed and what becomes of the connection, by one look at each
// header.
struct SeenHeaders {
  explicit SeenHeaders(const RequestHead& head) {
    constexpr std::pair<std::string_view, Seen SeenHeaders::*> kNames[] = {
        {"content-length", &SeenHeaders::length},
        {"transfer-encoding", &SeenHeaders::coding},
        {"host", &SeenHeaders::host},
        {"connection", &SeenHeaders::connection},
        {"expect", &SeenHeaders::expect}};
    for (const auto& header : head.headers) {
      for (const auto& [name, member] : kNames) {
        if (header.name.length != name.size() || !head.is_called(header, name)) continue;
        Seen& seen = this->*member;
        if (seen.count++ == 0) seen.first = &header;
      }
    }
  }
  Seen length;
  Seen coding;
  Seen host;
  Seen connection;
  Seen expect;
};

Expected<void, Reason> read_framing(RequestHead& head, const SeenHeaders& seen) {
  const auto* length = seen.length.first;
  const auto* coding = seen.coding.first;
  if (length && coding) return Refused(Reason::conflicting_framing);
  if (length) {
    const auto value = parse_length(length->value.of(head.bytes));
    if (!value || seen.length.count > 1) return Refused(Reason::bad_content_length);
    head.framing = BodyFraming::content_length;
    head.content_length = *value;
  }
  if (coding) {
    // HTTP/1.0 knows no transfer codings; whoever sends one there is not understood by all.
    if (seen.coding.count > 1 || head.version_minor == 0 ||
        !signing::equal_ignoring_case(coding->value.of(head.bytes), "chunked")) {
      return Refused(Reason::unsupported_transfer_encoding);
    }
    head.framing = BodyFraming::chunked;
  }
  if (head.method() == "CONNECT" && (coding || head.content_length > 0)) {
    return Refused(Reason::conflicting_framing);
  }
  return {};
}

void read_connection_wishes(RequestHead& head, const SeenHeaders& seen) {
  const auto wishes = [&](std::string_view token) {
    return seen.connection.count > 0 && has_token(head, "connection", token);
  };
  head.keep_alive = !wishes("close") && (head.version_minor == 1 || wishes("keep-alive"));
  head.expects_continue =
      head.version_minor == 1 && seen.expect.count > 0 && has_token(head, "expect", "100-continue");
}

}  // namespace

Expected<RequestLine, Reason> parse_request_line(std::string_view line) {
  const auto first_blank = line.find(' ');
  const auto last_blank = line.rfind(' ');
  const auto method = line.substr(0, first_blank);
  if (first_blank == std::string_view::npos || !signing::is_token(method))
    return Refused(Reason::not_http);
  if (last_blank == first_blank) return Refused(Reason::bad_request_line);
  const auto target = line.substr(first_blank + 1, last_blank - first_blank - 1);
  const auto version = line.substr(last_blank + 1);
  if (target.empty() || !std::all_of(target.begin(), target.end(), is_target_char)) {
    return Refused(Reason::bad_request_line);
  }
  if (version.size() != 8 || !version.starts_with("HTTP/") || !signing::is_digit(version[5]) ||
      version[6] != '.' || !signing::is_digit(version[7])) {
    return Refused(Reason::bad_request_line);
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return Refused(Reason::unsupported_version);
  return RequestLine{.method = span_at(0, method.size()),
                     .target = span_at(first_blank + 1, target.size()),
                     .version_minor = version.back() - '0'};
}

std::optional<HeaderSpan> parse_header_line(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !signing::is_token(line.substr(0, colon)))
    return std::nullopt;
  const auto raw_value = line.substr(colon + 1);
  if (!signing::is_value(raw_value)) return std::nullopt;
  const auto value = signing::trim_blanks(raw_value);
  const auto begin =
      value.empty() ? line.size() : static_cast<std::size_t>(value.data() - line.data());
  return HeaderSpan{.name = span_at(0, colon), .value = span_at(begin, value.size())};
}

Expected<void, Reason> finish_head(RequestHead& head) {
  const SeenHeaders seen(head);
  if (auto read = read_framing(head, seen); !read) return read;
  // Two Hosts are two answers to the question whom the request is for.
  if (seen.host.count > 1) return Refused(Reason::two_hosts);
  read_connection_wishes(head, seen);
  return {};
}

}  // namespace everstrike::mock_server
