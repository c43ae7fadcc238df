// Which values an entry's field can have at all. A pattern with any other would match nothing,
// and a test that expects none of it ("exactly": 0) would pass whatever happened.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::mock_server {

// values_expected says what the field `field` (one of entry_fields()) may be, such as
// "expected one of: request, control", where `value` is none of it; "" where it is, and for
// fields that may be any text.
[[nodiscard]] std::string values_expected(std::string_view field, std::string_view value);

}  // namespace everstrike::mock_server
