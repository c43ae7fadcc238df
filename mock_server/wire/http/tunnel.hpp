// What a CONNECT asks for, and whether it may have it. The mock is no proxy to anywhere: a tunnel
// ends in the mock itself, for the hosts that it stands for, and everything else is refused loudly,
// so that a program under test that reaches out to another host cannot do so unnoticed.
// Source: RFC 9110, 9.3.6.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mock_server/message/reply.hpp"
#include "mock_server/message/request.hpp"

namespace everstrike::mock_server {

// allows_tunnel tells whether `authority` ("host:port", "[::1]:443") is among `hosts`, where
// "host" stands for any port of it and "host:443" for that one. Letter case does not matter.
[[nodiscard]] bool allows_tunnel(const std::vector<std::string>& hosts, std::string_view authority);

// host_outside gives the "host:port" that a request to a proxy is for, CONNECT or absolute form
// ("GET http://host/ HTTP/1.1"), when it is not among `hosts`; else "".
[[nodiscard]] std::string host_outside(const std::vector<std::string>& hosts,
                                       const RequestHead& head);

// refused_tunnel gives the 403 that says what was asked for and what can be had.
[[nodiscard]] Reply refused_tunnel(const std::vector<std::string>& hosts,
                                   std::string_view authority);
// refused_inner_tunnel gives the 403 to a CONNECT that came through a tunnel.
[[nodiscard]] Reply refused_inner_tunnel(std::string_view authority);

}  // namespace everstrike::mock_server
