// The freshness of a request: `timestamp` (ms since 1970, decimals allowed, as the documented
// Python example sends them) is at most `recv_window` ms old by the world's clock. It is looked at
// when the request brings a recv_window, or when the mock was started with one for all
// (--recv-window-ms); a timestamp in the future passes, and so does a request without one. The
// exchange documents only the answer: HTTP 408 with code 414. When it gives that answer is assumed.
#pragma once

#include <optional>
#include <string_view>

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// refuse_stale checks the fields `timestamp` and `recv_window` of the request itself; nullopt: it
// is fresh.
[[nodiscard]] std::optional<Outcome> refuse_stale(const Call& call);
// refuse_stale_timestamp checks a timestamp from elsewhere (an order in a bulk) in the same way,
// within the window of the request.
[[nodiscard]] std::optional<Outcome> refuse_stale_timestamp(const Call& call, double timestamp_ms);

// timestamp_note gives the slug of a remark on a `timestamp` that was taken and is most likely in
// another unit than milliseconds: `timestamp_looks_like_seconds`, `…_microseconds` or
// `…_nanoseconds`; empty otherwise.
[[nodiscard]] std::string_view timestamp_note(const Call& call);

}  // namespace everstrike::mock_server
