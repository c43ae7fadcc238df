// A program's manual page, in the man(7) language, from its outline and its prose. Both `man` and
// `mandoc` show it without a warning. The exit codes are those of docs/exit-codes.md.
#pragma once

#include <string>
#include <vector>

#include "command_line/manual.hpp"
#include "command_line/outline.hpp"

namespace everstrike::command_line {

// An option that further variables stand for, asked before the general one.
struct OptionVariable {
  std::string option;    // "--ca"
  std::string variable;  // "EVERSTRIKE_CA_FILE"
};

[[nodiscard]] std::string manual_page(const Outline& outline, const Manual& manual,
                                      const std::vector<OptionVariable>& variables);

// exit_codes gives the rows of the table in docs/exit-codes.md: the number, and what it means.
[[nodiscard]] std::vector<ManualEntry> exit_codes();

}  // namespace everstrike::command_line
