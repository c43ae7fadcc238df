// Where the server under test is: the parts of `--base-url` that a connection needs.
#pragma once

#include <cstdint>
#include <string>

#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance::server {

struct TargetUrl {
  bool tls = false;
  std::string host;  // without the brackets of an IPv6 address
  std::uint16_t port = 80;
  std::string path_prefix;  // "" or "/v1", without a slash at the end
  std::string host_header;  // as it stands in the URL
};

// parse_target_url takes "http://host[:port][/prefix]" and https. User names, queries and fragments
// are errors: credentials don't belong there, and the others would be lost.
[[nodiscard]] Expected<TargetUrl, command_line::Error> parse_target_url(const std::string& text);

// is_loopback says whether the host is this machine, by its name or address alone.
[[nodiscard]] bool is_loopback(const TargetUrl& url);

}  // namespace everstrike::conformance::server
