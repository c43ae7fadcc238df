// One moment as the languages write it: 2026-01-05T04:56:03, with ".000Z", "+00:00" or a blank in
// the middle, seconds since 1970 and their thousandths, an HTTP date, JavaScript's and Java's
// texts. The spellings are made of the moment, so it doesn't matter which of two is the odd one.
// All are in UTC: what another zone would say isn't known. Sources: ISO 8601 as Python's isoformat
// and str, ECMA-262 Date.toISOString and toString, Java's Instant and ZonedDateTime, Go's
// time.RFC3339Nano and String, PHP's DATE_ATOM, Ruby's Time#to_s, .NET's "o", RFC 9110 5.6.7.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::diagnosis {

// time_family gives the spellings of what `text` may be as a time, the likely ones first; empty
// when it is none. The same place is the same way for every time of the same precision.
[[nodiscard]] std::vector<std::string> time_family(std::string_view text);

// The first so many places are what languages write by default.
inline constexpr std::size_t kUsualTimes = 24;

}  // namespace everstrike::diagnosis
