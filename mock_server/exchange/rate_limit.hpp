// At most so many requests, or so many orders, of one API key in any stretch of so many
// milliseconds. The exchange documents the answer beyond that (HTTP 429 and its text with the wait
// in it), for orders placed in bulk the size (1200 a minute), for requests none, so there is no
// limit unless one is chosen (--rate-limit). A request that is refused by a limit counts towards
// none (assumed: otherwise impatience would lock a client out for good).
// Decided by the world's clock alone, so a fake clock makes it exact. Not thread-safe: guarded by
// the lock of its API key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "mock_server/exchange/outcome.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {

struct RateLimit {
  enum class Of { requests, orders };

  std::size_t most;     // at least 1
  std::int64_t per_ms;  // at least 1
  Of of = Of::requests;
};

// What a request counts for.
struct RateCost {
  std::size_t orders = 0;  // that it asks to place
};

// rate_cost counts the orders that the request of an endpoint asks to place, right or wrong ones.
[[nodiscard]] RateCost rate_cost(std::string_view endpoint_path,
                                 const std::vector<signing::FormField>& fields);

class RateLimiter {
 public:
  // refuse counts a request at `unix_ms` for all limits; an outcome means that it is too many for
  // one of them, and that it was counted for none. The limits are the same in each call.
  [[nodiscard]] std::optional<Outcome> refuse(const std::vector<RateLimit>& limits, RateCost cost,
                                              std::int64_t unix_ms);

 private:
  struct Passed {
    std::int64_t unix_ms;
    std::size_t count;
  };
  // What of one limit's current stretch has passed.
  struct Stretch {
    std::deque<Passed> passed;
    std::size_t sum = 0;

    void forget(std::int64_t until_ms, std::int64_t from_ms);
    // wait_ms is how long until `count` more fit in.
    [[nodiscard]] std::int64_t wait_ms(const RateLimit& limit, std::size_t count,
                                       std::int64_t unix_ms) const;
  };
  std::vector<Stretch> stretches_;
};

}  // namespace everstrike::mock_server
