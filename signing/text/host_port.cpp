#include "signing/text/host_port.hpp"

#include <charconv>

#include "signing/text/ascii.hpp"

namespace everstrike::signing {

std::optional<std::uint16_t> read_port(std::string_view digits) {
  std::uint16_t port = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, port);
  if (error != std::errc() || stop != end) return std::nullopt;
  return port;
}

HostPort split_host_port(std::string_view text) {
  HostPort parts;
  const auto bracket = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  const auto rest = bracket == std::string_view::npos ? "" : text.substr(bracket + 1);
  parts.in_brackets = bracket != std::string_view::npos && (rest.empty() || rest.front() == ':');
  const auto colon =
      parts.in_brackets ? (rest.empty() ? std::string_view::npos : bracket + 1) : text.rfind(':');
  parts.host = parts.in_brackets ? text.substr(1, bracket - 1) : text.substr(0, colon);
  if (colon != std::string_view::npos) parts.port = text.substr(colon + 1);
  return parts;
}

std::optional<HttpUrl> split_http_url(std::string_view text) {
  HttpUrl url;
  const auto skip = [&](std::string_view scheme) {
    const bool is_this = equal_ignoring_case(text.substr(0, scheme.size()), scheme);
    if (is_this) text.remove_prefix(scheme.size());
    return is_this;
  };
  url.is_tls = skip("https://");
  if (!url.is_tls && !skip("http://")) return std::nullopt;
  url.authority = text.substr(0, text.find('/'));
  url.path = text.substr(url.authority.size());
  while (url.path.ends_with('/')) url.path.remove_suffix(1);
  return url;
}

}  // namespace everstrike::signing
