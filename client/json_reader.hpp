// Reads JSON that a stranger wrote: an answer, a line of input. A lenient reader could be fooled,
// so this is as strict as json/parse.hpp, and a byte order mark is an error too. Errors never quote
// the text, not even a name, which may hold a secret.
#pragma once

#include <string>
#include <string_view>

#include "json/value.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

// read_json gives the value, or one line that says what is wrong and where ("not JSON at byte 17").
[[nodiscard]] Expected<json::Value, std::string> read_json(std::string_view text);

}  // namespace everstrike::client
