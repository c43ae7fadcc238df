// Text for a shell to read back (POSIX; bash and zsh too): whatever a word holds, the shell gives
// the very same bytes to the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::command_line {

// shell_quoted puts `text` in single quotes, an apostrophe as '\''.
[[nodiscard]] std::string shell_quoted(std::string_view text);

// shell_word quotes only what a shell would not read as it stands.
[[nodiscard]] std::string shell_word(std::string_view text);

// shell_line joins a command as one would type it.
[[nodiscard]] std::string shell_line(const std::vector<std::string>& words);

}  // namespace everstrike::command_line
