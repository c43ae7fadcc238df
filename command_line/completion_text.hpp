// What the writers of completion scripts share: filling in a script's places, and the lists that
// every shell needs in its own spelling.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command_line/outline.hpp"

namespace everstrike::command_line {

// A place "@name@" in a script, and what goes there.
using Place = std::pair<std::string, std::string>;

// filled puts each text in its place. A place that the script has and nobody fills is our mistake.
[[nodiscard]] std::string filled(std::string_view script, const std::vector<Place>& places);

// joined sets words side by side, "a|b" with "|".
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between);

// own_value_options are the program's own options that take the word after them, own_flags the
// patterns of those that don't ("--config=*" is one word).
[[nodiscard]] std::vector<std::string> own_value_options(const Outline& outline);
[[nodiscard]] std::vector<std::string> own_flags(const Outline& outline);
[[nodiscard]] std::vector<std::string> command_names(const Outline& outline);
[[nodiscard]] std::vector<std::string> commands_that_run_programs(const Outline& outline);

// common_places gives the places that all scripts have: program, id, default.
[[nodiscard]] std::vector<Place> common_places(const Outline& outline);

// with_escapes puts a backslash before each of `marks`.
[[nodiscard]] std::string with_escapes(std::string_view text, std::string_view marks);

[[nodiscard]] std::string bash_completion(const Outline& outline);
[[nodiscard]] std::string zsh_completion(const Outline& outline);
[[nodiscard]] std::string fish_completion(const Outline& outline);

}  // namespace everstrike::command_line
