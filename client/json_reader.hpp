// Reads JSON that a stranger wrote: an answer, a line of input. Stricter than the library's
// default where a lenient reader could be fooled: a name that stands twice in one object and
// nesting beyond a limit are errors (as are invalid UTF-8, lone surrogates and a number that no
// double can hold). Errors never quote the text, which may hold a secret.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "signing/expected.hpp"

namespace everstrike::client {

struct JsonLimits {
  int depth_max = 64;
};

// read_json gives the value, or one line that says what is wrong and where ("not JSON at byte 17").
[[nodiscard]] Expected<nlohmann::json, std::string> read_json(std::string_view text,
                                                              JsonLimits limits = {});

}  // namespace everstrike::client
