// Where the exchange is: scheme, host, port and an optional path in front of every endpoint.
// Anything in a URL that has no meaning for us (credentials, query, fragment) is refused instead
// of ignored, so that nobody believes it has an effect.
#pragma once

#include <string>
#include <string_view>

#include "signing/expected.hpp"

namespace everstrike::client {

// The documented server, which is a test network.
inline constexpr std::string_view kTestnetUrl = "https://api.testnet.everstrike.io";

struct BaseUrl {
  bool is_tls = true;
  std::string host;  // a name or an address; an IPv6 address without its brackets
  int port = 443;
  std::string path;  // "" or "/prefix", never with a "/" at the end
};

// parse_base_url takes "http[s]://HOST[:PORT][/PATH]". The error is one line that says what was
// expected.
[[nodiscard]] Expected<BaseUrl, std::string> parse_base_url(std::string_view text);

}  // namespace everstrike::client
