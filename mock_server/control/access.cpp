#include "mock_server/control/access.hpp"

#include <algorithm>

#include "mock_server/control/control_reply.hpp"
#include "mock_server/tls/host_name.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::mock_server {
namespace {

bool carries_token(const RequestHead& head, const signing::Secret& token) {
  constexpr std::string_view kScheme = "Bearer ";
  if (const auto given = head.find("x-mock-token")) return signing::Secret(*given) == token;
  const std::string_view authorization = head.find("authorization").value_or("");
  return authorization.size() > kScheme.size() &&
         signing::equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme) &&
         signing::Secret(authorization.substr(kScheme.size())) == token;
}

// An origin is "scheme://host:port"; a page that we served has our own Host in it.
bool is_own_origin(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme))
      return signing::equal_ignoring_case(origin.substr(scheme.size()), host);
  }
  return false;
}

// "HOST", "HOST:PORT" or "[IPv6]:PORT" and nothing more that could hide another host.
bool is_ours(std::string_view authority, const std::vector<std::string>& listen_hosts) {
  const signing::HostPort parts = signing::split_host_port(authority);
  if (parts.port && !parts.port->empty() && !signing::read_port(*parts.port)) return false;
  const bool is_ipv6 = parts.host.find(':') != std::string_view::npos;
  if (parts.in_brackets != is_ipv6) return false;
  return is_loopback_host(parts.host) || std::ranges::any_of(listen_hosts, [&](const auto& host) {
           return signing::equal_ignoring_case(parts.host, host);
         });
}

}  // namespace

std::optional<Reply> check_access(const AccessRules& rules, const RequestHead& head, Shown shown) {
  if (head.count("host") > 1 || head.count("origin") > 1) {
    return control_error(403, "expected one Host and at most one Origin");
  }
  const bool is_page = shown == Shown::page;
  const std::string_view host = head.find("host").value_or("");
  const auto url = signing::split_http_url(head.target());
  // HTTP/1.0 without Host is no browser.
  if (rules.token.empty() && ((!host.empty() && !is_ours(host, rules.listen_hosts)) ||
                              (url && !is_ours(url->authority, rules.listen_hosts)))) {
    return control_error(403,
                         "the host asked for is neither this machine's loopback nor the address "
                         "listened on; start with --control-token to use other names");
  }
  const auto origin = head.find("origin");
  if (origin && !is_own_origin(*origin, host)) {
    return control_error(403, "pages of another origin may not use the control side");
  }
  const std::string_view site = head.find("sec-fetch-site").value_or("none");
  const bool is_link = is_page && head.find("sec-fetch-mode").value_or("") == "navigate";
  if (site != "none" && site != "same-origin" && !is_link) {
    return control_error(403, "requests from another site may not use the control side");
  }
  if (!rules.token.empty() && shown == Shown::data && !carries_token(head, rules.token)) {
    Reply refusal = control_error(401, "the control token is missing or wrong");
    refusal.headers.emplace_back("WWW-Authenticate", "Bearer");
    return refusal;
  }
  return std::nullopt;
}

}  // namespace everstrike::mock_server
