// The JSON Schema of a program's configuration file (config_file.hpp), for editors that know TOML
// and for schema catalogues. Written from the program's own definitions, like its manual page. It
// can't say everything: forms such as HOST:PORT, and what contradicts what, only the program knows.
#pragma once

#include <string>

#include "command_line/outline.hpp"

namespace everstrike::command_line {

// config_schema gives a document of JSON Schema 2020-12, a line for each option.
[[nodiscard]] std::string config_schema(const Outline& outline);

}  // namespace everstrike::command_line
