// A whole file, or standard input, as one string. Meant for what people hand to a program:
// configuration, accounts, bodies. Pipes and /dev/fd files work (a shell's <(command)), a
// directory or a file over the limit is an error, and the bytes are not changed in any way.
#pragma once

#include <cstddef>
#include <string>

#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::command_line {

struct ReadLimits {
  std::size_t bytes_max = 16U * 1024 * 1024;
};

// read_text_file reads `path`; "-" is standard input. Errors are one line, start with the path,
// or `shown_as` in its place, and end the program with ExitCode::environment.
[[nodiscard]] Expected<std::string, Error> read_text_file(const std::string& path,
                                                          ReadLimits limits = {},
                                                          const std::string& shown_as = "");

// read_descriptor is the same for an open descriptor, which stays open; `name` is for messages.
[[nodiscard]] Expected<std::string, Error> read_descriptor(int descriptor, const std::string& name,
                                                           ReadLimits limits = {});

}  // namespace everstrike::command_line
