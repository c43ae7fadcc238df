// Gives a Python program its line ends back when a converter has put it on one line. That can be
// done for programs of plain statements, which the documented examples are: a new statement begins
// where two words stand beside each other that no expression has beside each other. Blocks can't
// be restored, since their indentation is gone; nor can anything behind a comment.
// JavaScript needs no line ends where it has its semicolons, so only its comments are looked at.
#pragma once

#include <string>
#include <string_view>

#include "signing/expected.hpp"

namespace everstrike::conformance {

// with_line_ends gives the program one statement a line; apart from blanks that became line ends
// no byte is changed. The error says what can't be restored.
[[nodiscard]] Expected<std::string, std::string> with_line_ends(std::string_view python);

// check_javascript_line gives an error when a comment would swallow the rest of the line.
[[nodiscard]] Expected<void, std::string> check_javascript_line(std::string_view javascript);

}  // namespace everstrike::conformance
