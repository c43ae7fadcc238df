// HOST:PORT and the beginning of an http URL, taken apart in one way for everything that is told
// where something listens: options, Host headers, base URLs. It stands here, below the client's
// library and the programs, because neither may include the other.
// Only the parts are found; which hosts, ports and paths are welcome is for the caller to say.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace everstrike::signing {

// read_port reads digits alone, from 0 to 65535.
[[nodiscard]] std::optional<std::uint16_t> read_port(std::string_view digits);

struct HostPort {
  std::string_view host;  // without the brackets of an IPv6 address
  bool in_brackets = false;
  std::optional<std::string_view> port;  // what stands behind the colon, if there is one
};

// split_host_port cuts HOST, HOST:PORT, [ADDRESS] or [ADDRESS]:PORT. Without brackets the last
// colon counts. The parts may be empty and are views of `text`.
[[nodiscard]] HostPort split_host_port(std::string_view text);

struct HttpUrl {
  bool is_tls = false;
  std::string_view authority;  // to be split further
  std::string_view path;       // "" or from the first slash on, without slashes at the end

  [[nodiscard]] std::uint16_t default_port() const { return is_tls ? 443 : 80; }
};

// split_http_url cuts "http[s]://AUTHORITY[/PATH]", the scheme in any letter case. Gives nullopt
// for another scheme or none.
[[nodiscard]] std::optional<HttpUrl> split_http_url(std::string_view text);

}  // namespace everstrike::signing
