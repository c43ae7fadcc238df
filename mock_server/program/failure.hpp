// How the commands of everstrike-mock fail: one line on standard error, and the exit code.
#pragma once

#include <iostream>
#include <string>
#include <utility>

#include "command_line/error.hpp"
#include "command_line/one_line.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

[[nodiscard]] inline Unexpected<command_line::Error> failure(command_line::ExitCode code,
                                                             std::string message) {
  return Unexpected<command_line::Error>(command_line::Error{code, std::move(message)});
}

// fail says the error on `err` and gives the exit code to end with.
inline command_line::ExitCode fail(const command_line::Error& error,
                                   std::ostream& err = std::cerr) {
  err << "everstrike-mock: " << command_line::one_line(error.message) << std::endl;
  return error.exit_code;
}

}  // namespace everstrike::mock_server
