// How long a server asks us to wait. It can say so in three ways: the header Retry-After with
// seconds or with a date (RFC 9110, section 10.2.3), or, as this exchange does with status 429,
// in the message: "Care to try again in 0.043 seconds?".
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace everstrike::signing {

// wait_from_header reads Retry-After. A date is compared with the answer's own Date header, so that
// a clock that is wrong does no harm; where there is none, with `received_at` (seconds since 1970),
// and without either it says nothing.
// Unreadable values give nothing; waits end at one day, a date in the past is a wait of 0.
[[nodiscard]] std::optional<std::chrono::milliseconds> wait_from_header(
    std::string_view retry_after, std::string_view date,
    std::optional<std::int64_t> received_at = std::nullopt);

// wait_from_message reads "again in N seconds" (N may have a fraction), rounded up.
[[nodiscard]] std::optional<std::chrono::milliseconds> wait_from_message(std::string_view msg);

}  // namespace everstrike::signing
