// Scenario files from disk, for the commands that take --scenario FILE.
#pragma once

#include <string>

#include "command_line/error.hpp"
#include "mock_server/faults/scenario_file.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// load_scenario reads and checks a file ("-": standard input).
[[nodiscard]] Expected<Scenario, command_line::Error> load_scenario(const std::string& path);

}  // namespace everstrike::mock_server
