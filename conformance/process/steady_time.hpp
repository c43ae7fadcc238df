// How long something has taken, by a clock that nobody sets.
#pragma once

#include <chrono>
#include <cstdint>

namespace everstrike::conformance {

using SteadyClock = std::chrono::steady_clock;

// ms_since gives whole milliseconds, rounded down.
[[nodiscard]] inline std::int64_t ms_since(SteadyClock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start).count();
}

}  // namespace everstrike::conformance
