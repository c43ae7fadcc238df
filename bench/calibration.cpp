// The core's real clock: an addition that waits for the one before takes one cycle everywhere. The
// time stamp counter ticks at another rate, and the nominal frequency is not the present one.
#include <benchmark/benchmark.h>

#include <cstdint>

#include "bench/groups.hpp"

namespace everstrike::bench {
namespace {

void thousand_dependent_adds(benchmark::State& state) {
  std::uint64_t value = 1;
  for (auto _ : state) {
    for (int i = 0; i < 50; ++i) {
      // Twenty at a time, so that the loop's own cycle hides behind them.
#define EVERSTRIKE_ADD                \
  __asm__ volatile("" : "+r"(value)); \
  value += value;
#define EVERSTRIKE_FIVE EVERSTRIKE_ADD EVERSTRIKE_ADD EVERSTRIKE_ADD EVERSTRIKE_ADD EVERSTRIKE_ADD
      EVERSTRIKE_FIVE EVERSTRIKE_FIVE EVERSTRIKE_FIVE EVERSTRIKE_FIVE
#undef EVERSTRIKE_FIVE
#undef EVERSTRIKE_ADD
    }
    benchmark::DoNotOptimize(value);
  }
}

}  // namespace

void register_calibration() {
  benchmark::RegisterBenchmark("calibration/thousand_dependent_adds", &thousand_dependent_adds);
}

}  // namespace everstrike::bench
