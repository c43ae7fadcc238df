// `everstrike-conformance server`: from options to a run against a server and its reports.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "conformance/program/suite_options.hpp"

namespace everstrike::conformance {

struct ServerSettings {
  SuiteSettings suite;
  std::string base_url;
  std::string api_key;
  std::string secret_file;  // empty: EVERSTRIKE_SECRET_KEY
  std::vector<std::string> order_ids;
  std::string ca_file;
  double rate = 0;  // requests a second; 0: as fast as it goes on this machine, 2 elsewhere
  bool malformed = false;
  bool dry_run = false;
  int timeout_ms = 10'000;
};

void add_server_command(command_line::Command& app, ServerSettings& settings);

// run_server_command says on standard error what it will send, sends it, tells what came of it,
// and says how to end.
[[nodiscard]] Ended run_server_command(const ServerSettings& settings);

}  // namespace everstrike::conformance
