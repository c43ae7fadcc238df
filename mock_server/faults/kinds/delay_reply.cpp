#include "mock_server/faults/kinds/delay_reply.hpp"

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

LognormalDelay read_lognormal(json::ObjectReader& reader) {
  const auto median = reader.number_if_present("median_ms");
  const auto sigma = reader.number_if_present("sigma");
  if (!median || !(*median >= 0 && *median <= kDelayMsMax)) {
    reader.fail("", "expected median_ms, a number from 0 to " + std::to_string(kDelayMsMax));
  } else if (!sigma || !(*sigma >= 0 && *sigma <= 10)) {
    reader.fail("", "expected sigma, a number from 0 to 10");
  } else {
    return {*median, *sigma};
  }
  return {};
}

}  // namespace

void DelayReply::read(FaultReader& reader) {
  const int given = (reader.has("ms") ? 1 : 0) + (reader.has("uniform_ms") ? 1 : 0) +
                    (reader.has("lognormal") ? 1 : 0);
  FixedDelay fixed;
  read_whole(reader, "ms", {0, kDelayMsMax}, fixed.ms);
  const auto bounds = reader.elements("uniform_ms");
  const std::string lognormal = reader.member("lognormal");
  if (given != 1) {
    reader.fail("", "expected exactly one of ms, uniform_ms, lognormal");
  } else if (reader.has("ms")) {
    wait = fixed;
  } else if (reader.has("uniform_ms")) {
    const auto ms = [&](std::size_t i) {
      return whole_at(reader, bounds[i]).value_or(kDelayMsMax + 1ULL);
    };
    if (bounds.size() != 2 || ms(0) > ms(1) || ms(1) > kDelayMsMax) {
      reader.fail("uniform_ms",
                  "expected [from, to] in milliseconds, from 0 to " + std::to_string(kDelayMsMax));
    } else {
      wait = UniformDelay{static_cast<std::uint32_t>(ms(0)), static_cast<std::uint32_t>(ms(1))};
    }
  } else {
    json::ObjectReader inner(reader.document, lognormal);
    wait = read_lognormal(inner);
    if (auto error = inner.finish()) reader.fail_with(std::move(*error));
  }
}

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
  return Unexpected<std::string>("expected milliseconds, N or A..B, up to " +
                                 std::to_string(kDelayMsMax));
}

}  // namespace everstrike::mock_server
