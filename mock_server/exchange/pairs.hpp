// GET /pairs and GET /time, which need no key. /pairs is a fixed small list, enough for a client
// that loads its markets first; orders are taken for other markets too. Names and members as the
// exchange's own bot reads them: it finds PRICE_FILTER and LOT_SIZE in the array `filters` by their
// `filter_type`, takes `display` as the step of prices and LOT_SIZE's `tick_size` as a count of
// decimals. The numbers are assumed.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

[[nodiscard]] Outcome read_pairs(const Call& call);  // an object keyed by pair
[[nodiscard]] Outcome read_time(const Call& call);   // ms since 1970

}  // namespace everstrike::mock_server
