// GET /pairs and GET /time, which need no key. /pairs is a fixed small list, enough for a client
// that loads its markets first; orders are taken for other markets too. Names and members as the
// exchange's own bot reads them; the numbers are assumed, in particular LOT_SIZE.tick_size, which
// that bot takes as a count of decimals.
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

[[nodiscard]] Outcome read_pairs(const Call& call);  // an object keyed by pair
[[nodiscard]] Outcome read_time(const Call& call);   // ms since 1970

}  // namespace everstrike::mock_server
