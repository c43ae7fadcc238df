#include "mock_server/faults/reply_delay.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <string>

namespace everstrike::mock_server {
namespace {

double drawn_ms(const FixedDelay& delay, const Die&) { return delay.ms; }

double drawn_ms(const UniformDelay& delay, const Die& die) {
  const double width = static_cast<double>(delay.to_ms) - delay.from_ms + 1;
  return delay.from_ms + std::floor(die.unit(0) * width);
}

// Box and Muller's transform of two even numbers into a normal one.
double drawn_ms(const LognormalDelay& delay, const Die& die) {
  const double normal =
      std::sqrt(-2 * std::log(die.unit(0))) * std::cos(2 * std::numbers::pi * die.unit(1));
  return delay.median_ms * std::exp(delay.sigma * normal);
}

bool read_ms(std::string_view text, std::uint32_t& target) {
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, target);
  return parsed.ec == std::errc() && parsed.ptr == end && target <= kDelayMsMax;
}

}  // namespace

std::chrono::milliseconds wait_of(const ReplyDelay& delay, const Die& die) {
  const double ms = std::visit([&](const auto& one) { return drawn_ms(one, die); }, delay);
  return std::chrono::milliseconds(
      static_cast<std::int64_t>(std::min<double>(std::round(ms), kDelayMsMax)));
}

Expected<ReplyDelay, std::string> parse_latency(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) {
    FixedDelay fixed;
    if (read_ms(text, fixed.ms)) return ReplyDelay(fixed);
  } else {
    UniformDelay uniform;
    if (read_ms(text.substr(0, dots), uniform.from_ms) &&
        read_ms(text.substr(dots + 2), uniform.to_ms) && uniform.from_ms <= uniform.to_ms) {
      return ReplyDelay(uniform);
    }
  }
  return Unexpected<std::string>("\"" + std::string(text) +
                                 "\": expected milliseconds, N or A..B, up to " +
                                 std::to_string(kDelayMsMax));
}

}  // namespace everstrike::mock_server
