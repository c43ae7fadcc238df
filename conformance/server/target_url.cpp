#include "conformance/server/target_url.hpp"

#include <algorithm>

#include "command_line/one_line.hpp"
#include "command_line/usage_error.hpp"
#include "mock_server/tls/host_name.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::conformance::server {

using command_line::usage_error;

Expected<TargetUrl, command_line::Error> parse_target_url(const std::string& text) {
  const std::string place = "--base-url " + command_line::one_line(text);
  const auto parts = signing::split_http_url(text);
  if (!parts) return usage_error(place, "expected http:// or https:// in front");
  if (text.find_first_of("@?#") != std::string::npos) {
    // Without the text, which may hold a password.
    return usage_error("--base-url ", "expected neither user name, query nor fragment in it");
  }
  if (std::ranges::any_of(text, [](char c) { return c <= ' ' || c == 0x7F; })) {
    return usage_error(place, "expected no blanks or control characters");
  }
  const auto [host, in_brackets, port] = signing::split_host_port(parts->authority);
  TargetUrl url;
  url.tls = parts->is_tls;
  url.host = host;
  url.port = port ? signing::read_port(*port).value_or(0) : parts->default_port();
  url.path_prefix = parts->path;
  url.host_header = parts->authority;
  if (url.port == 0) return usage_error(place, "expected a port from 1 to 65535 behind the colon");
  if (url.host.empty()) return usage_error(place, "expected a host");
  return url;
}

bool is_loopback(const TargetUrl& url) { return mock_server::is_loopback_host(url.host); }

}  // namespace everstrike::conformance::server
