// What shells, env files and configuration readers do to a text on its way into a program:
// backslash escapes are read or written, variables put in, a format printed. Sources: POSIX.1-2017
// XCU 2.6 (expansions) and echo, printf; the compose specification's interpolation; dotenv's
// README; systemd.syntax(7).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::diagnosis {

enum class UnknownEscapes {
  kept,  // "\q" stays: Python, POSIX's echo, printf
  bare,  // "\q" is "q": JavaScript, Java's properties, shells without quotes
};

// read_escapes reads \n \t \r \a \b \e \f \v \0 \\ \" \' \/, octal, \xHH, \uHHHH, \u{H…} and
// \UHHHHHHHH.
[[nodiscard]] std::string read_escapes(std::string_view text, UnknownEscapes unknown);

// What "$" begins where variables are put in: none of them is set.
enum class Substitution {
  compose,       // $name ${name} ${name:-default}, "$$" is "$"
  shell,         // the same, also $1 $@ $(command) `command`, backslashes before $ ` " \ go
  braces_only,   // ${name}
  names_only,    // $name
  doubled_only,  // "$$" is "$", the rest stays
  windows,       // %name%, "%%" is "%"
};
// substituted gives the text as it comes out; a command's output is empty.
[[nodiscard]] std::string substituted(std::string_view text, Substitution how);

// without_variables is what a shell makes of a text in double quotes.
[[nodiscard]] std::string without_variables(std::string_view text);

// printed_by_printf takes `text` for the format of a shell's printf without any argument: "%20b" is
// twenty blanks, "%%" is "%". What no conversion begins ends the output, as it does in dash.
[[nodiscard]] std::string printed_by_printf(std::string_view text);

// in_lines breaks `text` after so many bytes, with nothing behind the last line.
[[nodiscard]] std::string in_lines(std::string_view text, std::size_t columns,
                                   std::string_view line_end);

}  // namespace everstrike::diagnosis
