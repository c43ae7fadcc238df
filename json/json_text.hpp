// Small pieces of JSON text for answers that are written by hand on the hot path: strings escaped
// as RFC 8259 asks, numbers in their shortest form that reads back the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "signing/text/json_string.hpp"  // IWYU pragma: export

namespace everstrike::mock_server {

using signing::append_json_string;
void append_json_number(std::string& out, double value);  // not finite: null
void append_json_number(std::string& out, std::int64_t value);

}  // namespace everstrike::mock_server
