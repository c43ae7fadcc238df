// What went wrong before a program could do its work: one line for a person, and how the program
// ends. The line names its place (option, variable, file:line:column) and what was expected; it
// has no program name in front, no newline at the end, and never a secret in it.
#pragma once

#include <string>

#include "command_line/exit_code.hpp"

namespace everstrike::command_line {

struct Error {
  ExitCode exit_code = ExitCode::usage;
  std::string message;
};

}  // namespace everstrike::command_line
