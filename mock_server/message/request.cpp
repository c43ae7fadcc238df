#include "mock_server/message/request.hpp"

#include <algorithm>
#include <utility>

#include "signing/text/ascii.hpp"
#include "signing/text/joined_header.hpp"

namespace everstrike::mock_server {

std::string_view origin_form(std::string_view target) {
  if (target.empty() || target.front() == '/') return target;
  const auto scheme_end = target.find("://");
  if (scheme_end == std::string_view::npos || target.find_first_of("/?") < scheme_end) {
    return target;
  }
  const auto host_end = target.find_first_of("/?", scheme_end + 3);
  return host_end == std::string_view::npos ? std::string_view() : target.substr(host_end);
}

std::string_view RequestHead::path() const {
  const auto whole = origin_form(target());
  const auto before_query = whole.substr(0, whole.find('?'));
  return before_query.empty() ? std::string_view("/") : before_query;
}

std::string_view RequestHead::query() const {
  const auto whole = target();
  const auto mark = whole.find('?');
  return mark == std::string_view::npos ? std::string_view() : whole.substr(mark + 1);
}

bool RequestHead::is_called(const HeaderSpan& header, std::string_view name) const {
  return signing::equal_ignoring_case(header.name.of(bytes), name);
}

std::optional<std::string_view> RequestHead::find(std::string_view name) const {
  for (const auto& header : headers) {
    if (is_called(header, name)) return header.value.of(bytes);
  }
  return std::nullopt;
}

std::optional<std::string> RequestHead::joined(std::string_view name) const {
  const auto line_of = [&](const HeaderSpan& header) {
    return std::pair(header.name.of(bytes), header.value.of(bytes));
  };
  return signing::joined_header(headers, name, line_of);
}

std::size_t RequestHead::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      headers, [&](const HeaderSpan& header) { return is_called(header, name); }));
}

std::string_view reason_text(MalformedRequest::Reason reason) {
  using Reason = MalformedRequest::Reason;
  switch (reason) {
    case Reason::bad_request_line:
      return "the request line is not \"METHOD target HTTP/1.1\" ended by CRLF";
    case Reason::unsupported_version:
      return "only HTTP/1.0 and HTTP/1.1 are spoken here";
    case Reason::bad_header:
      return "a header line is malformed (no colon, a blank before it, a folded line, a control "
             "byte, or no CRLF)";
    case Reason::two_hosts:
      return "there is more than one Host header";
    case Reason::bad_content_length:
      return "Content-Length is not one plain decimal number";
    case Reason::conflicting_framing:
      return "Content-Length and Transfer-Encoding in one request";
    case Reason::unsupported_transfer_encoding:
      return "the only Transfer-Encoding taken is \"chunked\", in HTTP/1.1";
    case Reason::bad_chunk:
      return "the chunked body is malformed";
    case Reason::head_too_large:
      return "the request's head is too large";
    case Reason::body_too_large:
      return "the request's body is too large";
    case Reason::timed_out:
      return "the request did not arrive in time";
    case Reason::cut_off:
      return "the connection ended before the request was complete";
    case Reason::not_http:
      return "the bytes received are not HTTP";
    case Reason::tls_failed:
      return "the TLS connection failed";
    case Reason::tunnel_refused:
      return "a way to another host was asked for";
    case Reason::overloaded:
      return "too many connections, unfinished requests or unread answers at once";
  }
  return "malformed request";
}

}  // namespace everstrike::mock_server
