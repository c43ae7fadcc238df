// Files of the tree that are part of the programs: the exit codes' page and what all completion
// scripts have in common.
#pragma once

#include <string_view>

namespace everstrike::command_line::embedded {

extern const std::string_view exit_codes;
extern const std::string_view bash;
extern const std::string_view fish;
extern const std::string_view zsh;

}  // namespace everstrike::command_line::embedded
