// Runs a mock as a program: starts it, says that it is ready, waits for a signal, drains.
#pragma once

#include "command_line/error.hpp"
#include "mock_server/program/serve_settings.hpp"
#include "mock_server/server.hpp"

namespace everstrike::mock_server {

// serve returns when SIGTERM or SIGINT came and answers in flight have finished (or
// `settings.drain_ms` has passed); a second signal ends the process at once with 130.
[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> serve(
    const ServeSettings& settings);

// The steps of it, for commands that serve while they do something else.
// prepare sets up the log and gives the options, with the log listening to entries.
[[nodiscard]] Expected<Options, command_line::Error> prepare(const ServeSettings& settings);
// start_error says why a server could not start, and how the program is to end.
[[nodiscard]] command_line::Error start_error(const ListenError& failure);
// write_ready_files writes what --tls-ca-file and --port-file ask for; into a pipe once somebody
// reads it, which is not waited for.
[[nodiscard]] Expected<void, command_line::Error> write_ready_files(const ServeSettings& settings,
                                                                    const Server& server);

}  // namespace everstrike::mock_server
