#include "mock_server/exchange/rate_limit.hpp"

#include <array>
#include <cstdio>

namespace everstrike::mock_server {

std::optional<Outcome> RateLimiter::refuse(const RateLimit& limit, std::int64_t unix_ms) {
  // A clock that was set back must not leave requests of the future behind.
  while (!passed_.empty() && passed_.back() > unix_ms) passed_.pop_back();
  while (!passed_.empty() && passed_.front() <= unix_ms - limit.per_ms) passed_.pop_front();
  if (passed_.size() < limit.requests) {
    passed_.push_back(unix_ms);
    return std::nullopt;
  }
  const auto wait_ms = static_cast<long long>(passed_.front() + limit.per_ms - unix_ms);
  std::array<char, 128> text{};
  std::snprintf(text.data(), text.size(),
                "You have done that too much recently. Care to try again in %lld.%03lld seconds?",
                wait_ms / 1000, wait_ms % 1000);
  return Outcome{.verdict = Verdict::rate_limited,
                 .detail = "free again in " + std::to_string(wait_ms) + " ms",
                 .exact_msg = text.data()};
}

}  // namespace everstrike::mock_server
