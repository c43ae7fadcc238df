#include "client/base_url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "signing/text/ascii.hpp"

namespace everstrike::client {
namespace {

Unexpected<std::string> wrong(const std::string& what) {
  return Unexpected<std::string>("expected http://HOST[:PORT] or https://HOST[:PORT]: " + what);
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host_character(char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; }

bool is_ipv6_address(const std::string& text) {
  in6_addr address{};
  return ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_path_character(char c) { return is_host_character(c) || c == '/' || c == '~'; }

// Takes `prefix` off `text`, whatever its letter case.
bool skip(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  if (!std::equal(prefix.begin(), prefix.end(), text.begin(),
                  [&](char wanted, char given) { return same(given, wanted); })) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

Expected<BaseUrl, std::string> parse_base_url(std::string_view text) {
  BaseUrl url;
  if (skip(text, "http://")) {
    url.is_tls = false;
    url.port = 80;
  } else if (!skip(text, "https://")) {
    return wrong("it starts otherwise");
  }
  auto authority = text.substr(0, text.find('/'));
  auto path = text.substr(authority.size());
  if (!authority.empty() && authority.front() == '[') {
    const auto end = authority.find(']');
    if (end == std::string_view::npos) return wrong("the \"]\" after the address is missing");
    url.host = authority.substr(1, end - 1);
    authority.remove_prefix(end + 1);
    if (!is_ipv6_address(url.host)) {
      return wrong("the address in brackets is not an IPv6 address");
    }
  } else {
    url.host = authority.substr(0, authority.find(':'));
    authority.remove_prefix(url.host.size());
    if (!std::all_of(url.host.begin(), url.host.end(), is_host_character)) {
      return wrong("the host holds a character that no host name has");
    }
  }
  if (url.host.empty()) return wrong("the host is missing");
  // Names of hosts have no letter case, but the library compares them with certificates as if.
  url.host = signing::lower_ascii(url.host);
  if (!authority.empty()) {
    const char* const end = authority.data() + authority.size();
    const auto [stop, error] = std::from_chars(authority.data() + 1, end, url.port);
    if (authority.front() != ':' || error != std::errc() || stop != end || url.port < 1 ||
        url.port > 65535) {
      return wrong("the port is not a number from 1 to 65535");
    }
  }
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (!std::all_of(path.begin(), path.end(), is_path_character)) {
    return wrong("query, fragment and escapes have no place in it");
  }
  url.path = path;
  return url;
}

}  // namespace everstrike::client
