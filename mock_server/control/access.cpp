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

}  // namespace

std::optional<Reply> check_access(const AccessRules& rules, const RequestHead& head, bool is_page) {
  const std::string_view host = head.find("host").value_or("");
  // HTTP/1.0 without Host is no browser.
  if (rules.token.empty() && !host.empty()) {
    const std::string_view name = signing::split_host_port(host).host;
    if (!is_loopback_host(name) && !signing::equal_ignoring_case(name, rules.listen_host)) {
      return control_error(403,
                           "the Host header names neither this machine's loopback nor the address "
                           "listened on; start with --control-token to use other names");
    }
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
  if (!rules.token.empty() && !is_page && !carries_token(head, rules.token)) {
    Reply refusal = control_error(401, "the control token is missing or wrong");
    refusal.headers.emplace_back("WWW-Authenticate", "Bearer");
    return refusal;
  }
  return std::nullopt;
}

}  // namespace everstrike::mock_server
