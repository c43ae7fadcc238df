// `everstrike-mock with-trust -- CMD`: runs a command, and all that it starts, against a mock that
// answers under the exchange's own host names over TLS, with nothing in the command changed and
// nothing on the system. Two ways lead there: a private network (with_trust/private_network.hpp)
// where the kernel allows it, else a preloaded shim and the environment
// (with_trust/trust_environment.hpp).
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "mock_server/program/serve_settings.hpp"

namespace everstrike::mock_server {

struct WithTrustSettings {
  ServeSettings serve;       // without `listen`, a port is chosen
  std::string way = "auto";  // auto, namespace or env
  bool print_env = false;    // print what the way "env" would set, and run nothing
  std::vector<std::string> command;
  std::vector<std::string> own_variables;  // those of our options, which the command doesn't get
};

// check_way refuses a word that is no way.
[[nodiscard]] Expected<void, command_line::Error> check_way(const std::string& way);

// with_trust ends as the command ended, by the same exit code or signal; so it only returns when
// there was nothing to run or the mock could not serve. It says on stderr which way it
// took. The command's standard streams are its own.
[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> with_trust(
    WithTrustSettings settings);

}  // namespace everstrike::mock_server
