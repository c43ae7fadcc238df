// The options that say what a mock is like, for every command that runs one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "command_line/command.hpp"
#include "mock_server/program/serve_settings.hpp"

namespace everstrike::mock_server {

// add_serve_options adds all of them, bound to `settings`.
void add_serve_options(command_line::Command& serve, ServeSettings& settings);
// add_fail_options adds --fail-first, --fail-rate and --fail-phase alone.
void add_fail_options(command_line::Command& command, std::uint64_t& fail_first,
                      std::string& fail_rate, std::optional<std::string>& fail_phase);

}  // namespace everstrike::mock_server
