// The hosts a certificate is made out to: names and addresses, told apart and checked before they
// become part of a certificate or a hosts file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

[[nodiscard]] bool is_ip_address(std::string_view host);
// is_host_name: letters, digits, hyphens and dots, as RFC 1123, 2.1 has them.
[[nodiscard]] bool is_host_name(std::string_view host);

// is_loopback_host says whether a host (no port) is one that only this machine reaches:
// localhost and names below it (RFC 6761, 6.3), 127.0.0.0/8 in digits, ::1.
[[nodiscard]] bool is_loopback_host(std::string_view host);

// hosts_to_stand_for gives the built-in hosts and `more`, each once, names in lower case. The
// error names the one that is neither a host name nor an IP address.
[[nodiscard]] Expected<std::vector<std::string>, std::string> hosts_to_stand_for(
    const std::vector<std::string>& more);

}  // namespace everstrike::mock_server
