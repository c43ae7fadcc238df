// What `--version` says: the program, the project's version, and the OpenSSL that is loaded now
// (not the one compiled against), since a bug report needs exactly these.
#pragma once

#include <string>
#include <vector>

namespace everstrike::command_line {

// project_version is CMake's version of the project, "0.1.0".
[[nodiscard]] std::string project_version();

// project_date is when that version was made, "2026-11-28"; manual pages carry it.
[[nodiscard]] std::string project_date();

// version_text has one fact a line, each ended by a newline: "<program> <version>", the OpenSSL
// at run time, then `more`.
[[nodiscard]] std::string version_text(const std::string& program,
                                       const std::vector<std::string>& more);

}  // namespace everstrike::command_line
