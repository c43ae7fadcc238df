// The time that one world lives in: the mock's clock, moved by an offset or standing still, so
// that a test can make a timestamp stale without waiting and without changing its machine. Plain
// data; whoever owns the world guards it.
#pragma once

#include <cstdint>
#include <optional>

#include "mock_server/message/clock.hpp"

namespace everstrike::mock_server {

struct WorldClock {
  std::optional<std::int64_t> fixed_ms;  // stands still here, in ms since 1970; wins over offset_ms
  std::int64_t offset_ms = 0;            // ahead of the mock's clock, negative: behind it

  [[nodiscard]] std::int64_t now_ms(const Clock& clock) const {
    return fixed_ms ? *fixed_ms : clock.unix_ms() + offset_ms;
  }
};

}  // namespace everstrike::mock_server
