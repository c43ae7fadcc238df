// At most so many requests of one API key in any stretch of so many milliseconds. The exchange
// documents the answer beyond that (HTTP 429 and its text with the wait in it) but not the size,
// so there is no limit unless one is chosen (--rate-limit). A request that is refused by the limit
// does not count towards it (assumed: otherwise impatience would lock a client out for good).
// Decided by the world's clock alone, so a fake clock makes it exact. Not thread-safe: guarded by
// the lock of its API key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "mock_server/exchange/outcome.hpp"

namespace everstrike::mock_server {

struct RateLimit {
  std::size_t requests;  // at least 1
  std::int64_t per_ms;   // at least 1
};

class RateLimiter {
 public:
  // refuse counts a request at `unix_ms`; an outcome means that it is one too many.
  [[nodiscard]] std::optional<Outcome> refuse(const RateLimit& limit, std::int64_t unix_ms);

 private:
  std::deque<std::int64_t> passed_;  // times of the requests in the current stretch
};

}  // namespace everstrike::mock_server
