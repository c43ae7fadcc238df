// The environment in which programs trust the mock's certificate and, where they have no network
// of their own, find their way to the mock. Each variable is read by the runtimes named beside it;
// what none of them reads does no harm.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mock_server/program/with_trust/trust_folder.hpp"

namespace everstrike::mock_server {

// How a variable goes together with what the user has already put there.
enum class Merge {
  replace,
  remove,
  prepend_list,   // new:old
  append_option,  // old new
};

struct Variable {
  std::string name;
  std::string value = {};
  Merge merge = Merge::replace;
};

// trusting gives what lets runtimes trust the certificate, for both ways.
[[nodiscard]] std::vector<Variable> trusting(const TrustFiles& files, std::uint16_t port);

// without_proxies takes proxies away that can't be reached any more.
[[nodiscard]] std::vector<Variable> without_proxies();

// redirecting gives what leads runtimes to the mock on 127.0.0.1:`port` when they ask for `hosts`
// (those that are names; localhost stays what it is).
[[nodiscard]] std::vector<Variable> redirecting(const TrustFiles& files,
                                                const std::vector<std::string>& hosts,
                                                std::uint16_t port);

// merged gives "NAME=value" for a whole environment: `present` (the same form) changed by
// `variables`, in their order.
[[nodiscard]] std::vector<std::string> merged(std::vector<std::string> present,
                                              const std::vector<Variable>& variables);

// as_exports gives the lines of a shell (POSIX) that bring the variables about.
[[nodiscard]] std::string as_exports(const std::vector<Variable>& variables);

}  // namespace everstrike::mock_server
