// Whether a program has certificates to verify a server with, asked before anything is sent: an
// attempt would fail each time, and be told as the server's fault. Errors are one line: a file that
// can't be read, or no certificates anywhere, ends with ExitCode::environment; a file of
// something else with ExitCode::usage.
#pragma once

#include <string>

#include "command_line/error.hpp"
#include "files/authorities.hpp"
#include "signing/expected.hpp"

namespace everstrike::command_line {

// need_authorities reads the file of `--ca`, or, where it is empty, looks for those of the system.
[[nodiscard]] Expected<files::NamedAuthorities, Error> need_authorities(const std::string& ca_file);

}  // namespace everstrike::command_line
