// Lets the answer wait; it is otherwise left as it is. How long: always the same, evenly between
// two bounds, or lognormal (most answers quick, a few very slow, as real exchanges under load). A
// wait is drawn from a Die, so it is the same in every run; it is capped at kDelayMsMax. The option
// --latency-ms waits in the same ways.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <variant>

#include "mock_server/faults/kinds/kind.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

inline constexpr std::uint32_t kDelayMsMax = 600'000;

struct FixedDelay {
  std::uint32_t ms = 0;
};
struct UniformDelay {
  std::uint32_t from_ms = 0;
  std::uint32_t to_ms = 0;  // belongs to it
};
struct LognormalDelay {
  double median_ms = 0;
  double sigma = 0;  // of the logarithm; 0.5 is mild, 1.5 is wild
};
using ReplyDelay = std::variant<FixedDelay, UniformDelay, LognormalDelay>;

[[nodiscard]] std::chrono::milliseconds wait_of(const ReplyDelay& delay, const Die& die);

// parse_latency reads --latency-ms: "20" or "10..50", in milliseconds.
[[nodiscard]] Expected<ReplyDelay, std::string> parse_latency(std::string_view text);

struct DelayReply {
  static constexpr FaultRow kRow = {"delay_reply",
                                    "the answer, that much later (10 minutes at most)"};

  ReplyDelay wait;

  void read(FaultReader& reader);
  void write(auto& json) const {
    if (const auto* fixed = std::get_if<FixedDelay>(&wait)) {
      json["ms"] = fixed->ms;
    } else if (const auto* uniform = std::get_if<UniformDelay>(&wait)) {
      json["uniform_ms"] = {uniform->from_ms, uniform->to_ms};
    } else if (const auto* lognormal = std::get_if<LognormalDelay>(&wait)) {
      json["lognormal"] = {{"median_ms", lognormal->median_ms}, {"sigma", lognormal->sigma}};
    }
  }
  void apply(const Moment& moment, Answer& shaped) const {
    shaped.plan.delay += wait_of(wait, moment.die);
  }
};

}  // namespace everstrike::mock_server
