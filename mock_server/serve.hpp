// Runs a mock as a program: starts it, says that it is ready, waits for a signal, drains.
#pragma once

#include "command_line/exit_code.hpp"
#include "mock_server/serve_settings.hpp"

namespace everstrike::mock_server {

// serve returns when SIGTERM or SIGINT came and answers in flight have finished (or
// `settings.drain_ms` has passed); a second signal ends the process at once with 130. Errors are
// one line on stderr.
[[nodiscard]] command_line::ExitCode serve(const ServeSettings& settings);

}  // namespace everstrike::mock_server
