// Dates as HTTP headers write them, in all three forms that a recipient must understand (RFC 9110,
// 5.6.7). Their names are English, whatever language the program around us has chosen: no locale is
// asked, as strptime would.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace everstrike::signing {

// seconds_of_http_date gives seconds since 1970; nothing for any other text.
[[nodiscard]] std::optional<std::int64_t> seconds_of_http_date(std::string_view text);

}  // namespace everstrike::signing
