#include "mock_server/wire/http/tunnel.hpp"

#include <algorithm>

#include "signing/text/ascii.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::mock_server {

bool allows_tunnel(const std::vector<std::string>& hosts, std::string_view authority) {
  const auto parts = signing::split_host_port(authority);
  if (parts.host.empty() || signing::read_port(parts.port.value_or("")).value_or(0) == 0) {
    return false;
  }
  const auto host = authority.substr(0, authority.size() - parts.port->size() - 1);
  return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& allowed) {
    return signing::equal_ignoring_case(allowed, host) ||
           signing::equal_ignoring_case(allowed, authority);
  });
}

std::string host_outside(const std::vector<std::string>& hosts, const RequestHead& head) {
  std::string authority(head.target());
  if (head.method() != "CONNECT") {
    const auto scheme = authority.find("://");
    if (authority.starts_with('/') || scheme == std::string::npos) return {};
    authority.erase(0, scheme + 3);
    authority.erase(std::min(authority.find_first_of("/?"), authority.size()));
    if (!signing::split_host_port(authority).port) authority += ":80";
  }
  return allows_tunnel(hosts, authority) ? std::string() : authority;
}

Reply refused_tunnel(const std::vector<std::string>& hosts, std::string_view authority) {
  Reply reply;
  reply.status = 403;
  reply.content_type = "text/plain; charset=utf-8";
  reply.close = true;
  reply.body = "This is a mock exchange and no way out: ";
  reply.body.append(authority).append(" is refused. It stands for");
  for (const auto& host : hosts) reply.body.append(" ").append(host);
  reply.body.append(" only.\n");
  return reply;
}

Reply refused_inner_tunnel(std::string_view authority) {
  Reply reply;
  reply.status = 403;
  reply.content_type = "text/plain; charset=utf-8";
  reply.close = true;
  reply.body = "This is a tunnel already: a CONNECT to ";
  reply.body.append(authority).append(" inside of it is refused.\n");
  return reply;
}

}  // namespace everstrike::mock_server
