#include "client/base_url.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "signing/text/ascii.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::client {
namespace {

Unexpected<std::string> wrong(const std::string& what) {
  return Unexpected<std::string>("expected http://HOST[:PORT] or https://HOST[:PORT]: " + what);
}

bool is_host_character(char c) {
  const char small = signing::ascii_lower(c);
  return (small >= 'a' && small <= 'z') || signing::is_digit(c) || c == '.' || c == '-' || c == '_';
}

bool is_ipv6_address(const std::string& text) {
  in6_addr address{};
  return ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_path_character(char c) { return is_host_character(c) || c == '/' || c == '~'; }

}  // namespace

Expected<BaseUrl, std::string> parse_base_url(std::string_view text) {
  const auto parts = signing::split_http_url(text);
  if (!parts) return wrong("it starts otherwise");
  const auto [host, in_brackets, port] = signing::split_host_port(parts->authority);
  if (in_brackets && !is_ipv6_address(std::string(host))) {
    return wrong("the address in brackets is not an IPv6 address");
  }
  if (!in_brackets && parts->authority.starts_with('[')) {
    return wrong(parts->authority.find(']') == std::string_view::npos
                     ? "the \"]\" after the address is missing"
                     : "the port is not a number from 1 to 65535");
  }
  if (!in_brackets && !std::ranges::all_of(host, is_host_character)) {
    return wrong("the host holds a character that no host name has");
  }
  if (host.empty()) return wrong("the host is missing");
  BaseUrl url{.is_tls = parts->is_tls, .port = parts->default_port(), .path = ""};
  // Names of hosts have no letter case, but the library compares them with certificates as if.
  url.host = signing::lower_ascii(host);
  if (port) {
    url.port = signing::read_port(*port).value_or(0);
    if (url.port == 0) return wrong("the port is not a number from 1 to 65535");
  }
  if (!std::ranges::all_of(parts->path, is_path_character)) {
    return wrong("query, fragment and escapes have no place in it");
  }
  url.path = parts->path;
  return url;
}

}  // namespace everstrike::client
