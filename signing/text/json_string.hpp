// A text as a JSON string (RFC 8259), for answers that are written by hand.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::signing {

// append_json_string appends `text` in quotes. Control characters, quotes and backslashes are
// escaped; bytes that are no UTF-8 become U+FFFD, so that the result is always valid JSON.
void append_json_string(std::string& out, std::string_view text);

// stands_for_itself_in_json says whether a byte is the same inside a JSON string, by itself.
[[nodiscard]] constexpr bool stands_for_itself_in_json(char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

}  // namespace everstrike::signing
