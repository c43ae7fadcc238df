// The date of an HTTP header, as senders must write it (RFC 9110, 5.6.7): in English, whatever
// language the program around the mock speaks.
#pragma once

#include <cstdint>
#include <string>

namespace everstrike::mock_server {

// http_date writes seconds since 1970 as "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string http_date(std::int64_t unix_s);

}  // namespace everstrike::mock_server
