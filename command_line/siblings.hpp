// What the programs know of each other: the tables that each of them has in a configuration
// file, so that one file serves all (a program ignores its siblings' tables), and the variables
// that somebody reads, so that a misspelt one can be told from another program's. A test compares
// both with what the programs themselves say (--help-config).
#pragma once

#include <string_view>

namespace everstrike::command_line {

// is_table_of_sibling says whether another program than `program` has a table of that name.
[[nodiscard]] bool is_table_of_sibling(std::string_view program, std::string_view table);

// is_variable_of_sibling says whether any program, or a test suite around them, reads
// EVERSTRIKE_<…>.
[[nodiscard]] bool is_variable_of_sibling(std::string_view variable);

}  // namespace everstrike::command_line
