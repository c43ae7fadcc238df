// A text as a JSON string (RFC 8259), for answers that are written by hand.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::signing {

// append_json_string appends `text` in quotes. Control characters, quotes and backslashes are
// escaped; bytes that are no UTF-8 become U+FFFD, so that the result is always valid JSON.
void append_json_string(std::string& out, std::string_view text);

}  // namespace everstrike::signing
