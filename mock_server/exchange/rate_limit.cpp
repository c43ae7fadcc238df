#include "mock_server/exchange/rate_limit.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "mock_server/exchange/place_bulk.hpp"

namespace everstrike::mock_server {
namespace {

Outcome too_many(std::int64_t wait_ms) {
  const auto wait = static_cast<long long>(wait_ms);
  std::array<char, 128> text{};
  std::snprintf(text.data(), text.size(),
                "You have done that too much recently. Care to try again in %lld.%03lld seconds?",
                wait / 1000, wait % 1000);
  return {.verdict = Verdict::rate_limited,
          .detail = "free again in " + std::to_string(wait) + " ms",
          .exact_msg = text.data()};
}

}  // namespace

RateCost rate_cost(std::string_view endpoint_path, const std::vector<signing::FormField>& fields) {
  if (endpoint_path == "/auth/order") return {.orders = 1};
  if (endpoint_path == "/auth/order/bulk") return {.orders = num_bulk_orders(fields)};
  return {};
}

void RateLimiter::Stretch::forget(std::int64_t until_ms, std::int64_t from_ms) {
  const auto drop = [this](const Passed& one) { sum -= one.count; };
  // A clock that was set back must not leave requests of the future behind.
  while (!passed.empty() && passed.back().unix_ms > from_ms) {
    drop(passed.back());
    passed.pop_back();
  }
  while (!passed.empty() && passed.front().unix_ms <= until_ms) {
    drop(passed.front());
    passed.pop_front();
  }
}

std::int64_t RateLimiter::Stretch::wait_ms(const RateLimit& limit, std::size_t count,
                                           std::int64_t unix_ms) const {
  if (sum + count <= limit.most) return 0;
  std::size_t left = sum;
  for (const Passed& one : passed) {
    left -= one.count;
    if (left + count <= limit.most) return one.unix_ms + limit.per_ms - unix_ms;
  }
  return limit.per_ms;  // more at once than ever fit in
}

std::optional<Outcome> RateLimiter::refuse(const std::vector<RateLimit>& limits, RateCost cost,
                                           std::int64_t unix_ms) {
  stretches_.resize(limits.size());
  const auto count_of = [&](const RateLimit& limit) {
    return limit.of == RateLimit::Of::orders ? cost.orders : std::size_t{1};
  };
  std::int64_t wait_ms = 0;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    stretches_[i].forget(unix_ms - limits[i].per_ms, unix_ms);
    wait_ms = std::max(wait_ms, stretches_[i].wait_ms(limits[i], count_of(limits[i]), unix_ms));
  }
  if (wait_ms > 0) return too_many(wait_ms);
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const std::size_t count = count_of(limits[i]);
    if (count == 0) continue;
    stretches_[i].passed.push_back({unix_ms, count});
    stretches_[i].sum += count;
  }
  return std::nullopt;
}

}  // namespace everstrike::mock_server
