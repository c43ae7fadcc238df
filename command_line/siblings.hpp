// What the programs know of each other: the tables that each of them has in a configuration
// file, so that one file serves all (a program ignores its siblings' tables), and the variables
// that somebody reads, so that a misspelt one can be told from another program's. A test compares
// both with what the programs themselves say (--help-config).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::command_line {

// sibling_with_table gives another program than `program` that has a table of that name, or "".
[[nodiscard]] std::string_view sibling_with_table(std::string_view program, std::string_view table);

// sibling_tables gives the tables of all programs; sibling_options their long options, of which
// keys in their tables are some.
[[nodiscard]] std::vector<std::string> sibling_tables();
[[nodiscard]] std::vector<std::string> sibling_options();

// is_variable_of_sibling says whether any program, or a test suite around them, reads
// EVERSTRIKE_<…>.
[[nodiscard]] bool is_variable_of_sibling(std::string_view variable);

}  // namespace everstrike::command_line
