// `everstrike-conformance client` and `list`: from options to a run and its reports.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "conformance/program/suite_options.hpp"
#include "conformance/report/reported_run.hpp"

namespace everstrike::conformance {

struct ClientSettings {
  SuiteSettings suite;
  std::string claims;  // "three", or empty: only exit code 0 is a claim
  bool resident = false;
  bool attach = false;
  std::string listen = "127.0.0.1:0";  // of --attach
  std::uint64_t seed = 0;
  int jobs = 8;
  int timeout_ms = 30'000;
  std::vector<std::string> command;  // what stands after "--"
};

struct ListSettings {
  SelectionSettings selection;
  bool json = false;
};

// add_… add the subcommands, bound to the settings.
void add_client_command(command_line::Command& app, ClientSettings& settings);
void add_list_command(command_line::Command& app, ListSettings& settings);

// run_client_command runs the client under test, tells what came of it, and says how to end.
[[nodiscard]] Ended run_client_command(const ClientSettings& settings);
// run_list_command writes the cases to `out`.
[[nodiscard]] Ended run_list_command(const ListSettings& settings, std::ostream& out);

}  // namespace everstrike::conformance
