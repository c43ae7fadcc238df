// `everstrike-conformance watch`: a mock for an ordinary session (a bot, a test suite, a person)
// that is judged by its journal, entry by entry, while it goes on.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "conformance/report/reported_run.hpp"
#include "mock_server/program/serve_settings.hpp"

namespace everstrike::conformance {

struct WatchSettings {
  mock_server::ServeSettings serve;  // without `listen`: with a command any free port
  RunOptions run;
  std::string name;
  std::vector<std::string> command;        // empty: until a signal comes
  std::vector<std::string> own_variables;  // those of our options, which the command doesn't get
};

void add_watch_command(command_line::Command& app, WatchSettings& settings);

// run_watch_command ends the process as the command ended, if that was not well, and otherwise says
// how to end. The command's standard streams are its own.
[[nodiscard]] Ended run_watch_command(WatchSettings settings);

}  // namespace everstrike::conformance
