// Small pieces of JSON text for answers that are written by hand on the hot path: strings escaped
// as RFC 8259 asks, numbers in their shortest form that reads back the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace everstrike::mock_server {

// append_json_string appends `text` in quotes. Control characters, quotes and backslashes are
// escaped; bytes that are no UTF-8 become U+FFFD, so that the result is always valid JSON.
void append_json_string(std::string& out, std::string_view text);
// is_utf8 says whether append_json_string would keep every byte of `text`.
[[nodiscard]] bool is_utf8(std::string_view text);
void append_json_number(std::string& out, double value);  // not finite: null
void append_json_number(std::string& out, std::int64_t value);

}  // namespace everstrike::mock_server
