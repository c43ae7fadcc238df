// The environment that a client under test gets: ours without the options of this program, with
// text in UTF-8, its loopback kept from proxies, and with the changes that its case asks for.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string_view>

#include "conformance/process/subject.hpp"
#include "signing/text/ascii.hpp"

extern "C" char** environ;

namespace everstrike::conformance {
namespace {

// Options of everstrike-conformance that can stand in the environment, and that our own client
// would take for its own or that name files which are no business of a client.
constexpr std::array<std::string_view, 20> kOwnOptions = {
    "EVERSTRIKE_CONFIG",         "EVERSTRIKE_SEED",    "EVERSTRIKE_JOBS",
    "EVERSTRIKE_TIMEOUT_MS",     "EVERSTRIKE_LEVEL",   "EVERSTRIKE_STRICT",
    "EVERSTRIKE_SKIP",           "EVERSTRIKE_REPORT",  "EVERSTRIKE_KNOWN_FAILING",
    "EVERSTRIKE_NAME",           "EVERSTRIKE_ATTACH",  "EVERSTRIKE_LISTEN",
    "EVERSTRIKE_SUITE_REVISION", "EVERSTRIKE_SECRET",  "EVERSTRIKE_CA",
    "EVERSTRIKE_RESIDENT",       "EVERSTRIKE_CLAIMS",  "EVERSTRIKE_SECRET_FILE",
    "EVERSTRIKE_CA_FILE",        "EVERSTRIKE_BASE_URL"};

bool says_utf8(const std::string& locale) {
  std::string small;
  for (const char c : locale) {
    if (c != '-') small += signing::ascii_lower(c);
  }
  return small.find("utf8") != std::string::npos;
}

// Of the three variables the first one that isn't empty decides.
bool text_is_utf8(const std::map<std::string, std::string>& variables) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto found = variables.find(name);
    if (found != variables.end() && !found->second.empty()) return says_utf8(found->second);
  }
  return false;
}

void keep_from_proxies(std::map<std::string, std::string>& variables) {
  constexpr const char* kLoopback = "127.0.0.1,127.0.0.2,localhost,::1";
  for (const char* name : {"no_proxy", "NO_PROXY"}) {
    std::string& value = variables[name];
    value = value.empty() ? kLoopback : value + "," + kLoopback;
  }
}

}  // namespace

std::vector<std::string> client_environment(const std::vector<EnvironmentChange>& changes) {
  std::map<std::string, std::string> variables;
  for (char** one = environ; one != nullptr && *one != nullptr; ++one) {
    const std::string_view text = *one;
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }
  for (const auto name : kOwnOptions) variables.erase(std::string(name));
  if (!text_is_utf8(variables)) variables["LC_ALL"] = "C.UTF-8";
  keep_from_proxies(variables);
  for (const auto& [name, value] : changes) {
    if (value) {
      variables[name] = *value;
    } else {
      variables.erase(name);
    }
  }
  std::vector<std::string> environment;
  for (const auto& [name, value] : variables) environment.push_back(name + "=" + value);
  return environment;
}

}  // namespace everstrike::conformance
