// A secret from a file, or from standard input. One newline at the end (LF or CRLF) is not part of
// the secret, because editors and `echo` put one there; every other byte is.
#pragma once

#include <string>
#include <string_view>

#include "command_line/error.hpp"
#include "signing/expected.hpp"
#include "signing/secret.hpp"

namespace everstrike::command_line {

// read_secret_file reads `path`, "-" for standard input, up to 64 KiB. Errors name
// neither the content nor the path: by mistake that may be the secret itself.
[[nodiscard]] Expected<signing::Secret, Error> read_secret_file(const std::string& path);

// without_line_end takes one LF or CRLF off the end.
[[nodiscard]] std::string_view without_line_end(std::string_view text);

}  // namespace everstrike::command_line
