#include "conformance/server/target_url.hpp"

#include <charconv>

#include "command_line/one_line.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::conformance::server {
namespace {

using command_line::Error;
using command_line::ExitCode;

Unexpected<Error> wrong(const std::string& text, const std::string& what) {
  return command_line::usage_error("--base-url " + command_line::one_line(text), what);
}

bool starts_with(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

}  // namespace

Expected<TargetUrl, Error> parse_target_url(const std::string& text) {
  TargetUrl url;
  std::string_view rest = text;
  if (starts_with(rest, "https://")) {
    url.tls = true;
    url.port = 443;
    rest.remove_prefix(8);
  } else if (starts_with(rest, "http://")) {
    rest.remove_prefix(7);
  } else {
    return wrong(text, "expected http:// or https:// in front");
  }
  if (rest.find_first_of("@?#") != std::string_view::npos) {
    return wrong("", "expected neither user name, query nor fragment in it");
  }
  for (const char c : rest) {
    if (c <= ' ' || c == 0x7F) return wrong(text, "expected no blanks or control characters");
  }
  const auto slash = std::min(rest.find('/'), rest.size());
  url.path_prefix = rest.substr(slash);
  while (!url.path_prefix.empty() && url.path_prefix.back() == '/') url.path_prefix.pop_back();
  const auto authority = rest.substr(0, slash);
  url.host_header = authority;

  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  url.host = authority.substr(0, has_port ? colon : authority.size());
  if (has_port) {
    const auto digits = authority.substr(colon + 1);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
    if (error != std::errc() || end != digits.data() + digits.size() || url.port == 0) {
      return wrong(text, "expected a port from 1 to 65535 behind the colon");
    }
  }
  if (url.host.size() > 2 && url.host.front() == '[' && url.host.back() == ']') {
    url.host = url.host.substr(1, url.host.size() - 2);
  }
  if (url.host.empty()) return wrong(text, "expected a host");
  return url;
}

bool is_loopback(const TargetUrl& url) {
  return url.host == "localhost" || url.host == "::1" || starts_with(url.host, "127.");
}

}  // namespace everstrike::conformance::server
