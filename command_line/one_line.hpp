// Text of foreign origin (an argument, a file's name, a library's message) made fit for one line
// on a terminal: control characters, newlines and DEL become \n, \t or \xNN, so that nothing a
// user or a file contains can break the line or drive the terminal. Other bytes stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::command_line {

[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace everstrike::command_line
