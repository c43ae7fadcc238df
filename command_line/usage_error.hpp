// How a program says that it was asked wrongly: one line, and exit code 2.
#pragma once

#include <string>
#include <utility>

#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::command_line {

[[nodiscard]] inline Unexpected<Error> usage_error(std::string message) {
  return Unexpected<Error>(Error{ExitCode::usage, std::move(message)});
}
// The same, about a place: an option, a variable, or file:line.
[[nodiscard]] inline Unexpected<Error> usage_error(const std::string& place,
                                                   const std::string& what) {
  return usage_error(place + ": " + what);
}

}  // namespace everstrike::command_line
