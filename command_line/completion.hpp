// Completion scripts for shells, from a program's outline. What all programs have in common is in
// completion/, a script for each shell; here the tables of commands, options and values go in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command_line/outline.hpp"

namespace everstrike::command_line {

enum class Shell { bash, zsh, fish };

// shell_names gives what `shell_of_text` knows.
[[nodiscard]] std::vector<std::string> shell_names();
[[nodiscard]] std::optional<Shell> shell_of_text(std::string_view text);

[[nodiscard]] std::string completion_script(Shell shell, const Outline& outline);

}  // namespace everstrike::command_line
