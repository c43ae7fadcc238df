#include "mock_server/program/with_trust/trust_environment.hpp"

#include <algorithm>
#include <string_view>

#include "command_line/shell_words.hpp"
#include "mock_server/program/with_trust/java_trust_store.hpp"
#include "mock_server/tls/host_name.hpp"
#include "mock_server/tls/trust_variables.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kNoProxy = "localhost,127.0.0.1,::1";

std::string combined(const std::string& present, const Variable& variable) {
  if (present.empty()) return variable.value;
  switch (variable.merge) {
    case Merge::prepend_list:
      return variable.value + ":" + present;
    case Merge::append_option:
      return present + " " + variable.value;
    default:
      return variable.value;
  }
}

}  // namespace

std::vector<Variable> trusting(const TrustFiles& files, std::uint16_t port) {
  std::vector<Variable> variables;
  for (const char* name : kTrustVariables) variables.push_back({name, files.ca});
  variables.push_back({"JAVA_TOOL_OPTIONS",
                       "-Djavax.net.ssl.trustStore=" + files.java_store +
                           " -Djavax.net.ssl.trustStoreType=JKS"
                           " -Djavax.net.ssl.trustStorePassword=" +
                           kJavaStorePassword,
                       Merge::append_option});
  variables.push_back({kOwnTrustVariable, files.ca});
  // For tests that ask the mock itself, under /mock/.
  variables.push_back({"EVERSTRIKE_MOCK_URL", "http://127.0.0.1:" + std::to_string(port)});
  return variables;
}

std::vector<Variable> without_proxies() {
  std::vector<Variable> variables;
  for (const char* name :
       {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"}) {
    variables.push_back({.name = name, .merge = Merge::remove});
  }
  return variables;
}

std::vector<Variable> redirecting(const TrustFiles& files, const std::vector<std::string>& hosts,
                                  std::uint16_t port) {
  std::string names;
  for (const std::string& host : hosts) {
    if (host != "localhost" && !is_ip_address(host)) {
      names.append(names.empty() ? "" : ",").append(host);
    }
  }
  const std::string port_text = std::to_string(port);
  const std::string proxy = "http://127.0.0.1:" + port_text;
  const std::string no_proxy(kNoProxy);
  return {
      {"EVERSTRIKE_TRUST_HOSTS", names},
      {"EVERSTRIKE_TRUST_PORT", port_text},
      {"EVERSTRIKE_TRUST_CA", files.ca},
      {"LD_PRELOAD", files.shim, Merge::prepend_list},
      {"NODE_OPTIONS", "--require=" + files.node_shim, Merge::append_option},
      {"JAVA_TOOL_OPTIONS", "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=" + port_text,
       Merge::append_option},
      // For what has no dynamic C library, such as Go; and so that others are refused loudly.
      {"HTTPS_PROXY", proxy},
      {"https_proxy", proxy},
      {"HTTP_PROXY", proxy},
      {"http_proxy", proxy},
      {"ALL_PROXY", "", Merge::remove},
      {"all_proxy", "", Merge::remove},
      {"NO_PROXY", no_proxy},
      {"no_proxy", no_proxy},
  };
}

std::vector<std::string> merged(std::vector<std::string> present,
                                const std::vector<Variable>& variables) {
  for (const Variable& variable : variables) {
    const std::string prefix = variable.name + "=";
    const auto is_this = [&](const std::string& entry) { return entry.starts_with(prefix); };
    const auto found = std::ranges::find_if(present, is_this);
    const std::string before = found == present.end() ? "" : found->substr(prefix.size());
    std::erase_if(present, is_this);
    if (variable.merge != Merge::remove) present.push_back(prefix + combined(before, variable));
  }
  return present;
}

std::string as_exports(const std::vector<Variable>& variables) {
  std::string text;
  for (const Variable& variable : variables) {
    const std::string& name = variable.name;
    switch (variable.merge) {
      case Merge::remove:
        text += "unset " + name + "\n";
        break;
      case Merge::replace:
        text += "export " + name + "=" + command_line::shell_quoted(variable.value) + "\n";
        break;
      case Merge::prepend_list:
        text += "export " + name + "=" + command_line::shell_quoted(variable.value) + "\"${" +
                name + ":+:$" + name + "}\"\n";
        break;
      case Merge::append_option:
        text += "export " + name + "=\"${" + name + ":+$" + name + " }\"" +
                command_line::shell_quoted(variable.value) + "\n";
        break;
    }
  }
  return text;
}

}  // namespace everstrike::mock_server
