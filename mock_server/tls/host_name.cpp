#include "mock_server/tls/host_name.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

#include "mock_server/tls/tls_options.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kNameBytesMax = 253;
constexpr std::size_t kLabelBytesMax = 63;

bool is_label(std::string_view label) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !label.empty() && label.size() <= kLabelBytesMax && label.front() != '-' &&
         label.back() != '-' && std::ranges::all_of(label, is_allowed);
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  if (signing::equal_ignoring_case(host, "localhost") || host == "::1") return true;
  constexpr std::string_view kBelow = ".localhost";
  if (host.size() > kBelow.size() &&
      signing::equal_ignoring_case(host.substr(host.size() - kBelow.size()), kBelow)) {
    return is_host_name(host);
  }
  return host.starts_with("127.") && is_ip_address(host);
}

bool is_ip_address(std::string_view host) {
  const std::string text(host);
  in6_addr address{};
  return ::inet_pton(AF_INET, text.c_str(), &address) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > kNameBytesMax || is_ip_address(host)) return false;
  while (true) {
    const auto dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

Expected<std::vector<std::string>, std::string> hosts_to_stand_for(
    const std::vector<std::string>& more) {
  std::vector<std::string> hosts(kDocumentedHosts.begin(), kDocumentedHosts.end());
  hosts.insert(hosts.end(), {"localhost", "127.0.0.1", "::1"});
  for (const std::string& host : more) {
    if (!is_host_name(host) && !is_ip_address(host)) {
      return Unexpected<std::string>(
          "\"" + host + "\": expected a host name or an IP address, without scheme and port");
    }
    const std::string name = signing::lower_ascii(host);
    if (std::ranges::find(hosts, name) == hosts.end()) hosts.push_back(name);
  }
  return hosts;
}

}  // namespace everstrike::mock_server
