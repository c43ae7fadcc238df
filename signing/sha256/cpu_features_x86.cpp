// By CPUID (Intel's and AMD's manuals, leaves 1 and 7), since the compilers' own question does not
// know "sha" everywhere.
#include <cpuid.h>

#include <cstdint>

#include "signing/sha256/cpu_features.hpp"

namespace everstrike::signing {
namespace {

constexpr bool bit(unsigned value, int number) { return (value >> number & 1U) != 0; }

// XCR0: the vector state that the operating system saves when it switches threads.
std::uint32_t saved_state() noexcept {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

CpuFeatures ask() noexcept {
  CpuFeatures features;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0) return features;
  const bool has_sse41 = bit(c, 19);
  const bool has_xgetbv = bit(c, 27);
  constexpr std::uint32_t kAvxState = 0x6;  // SSE, and the upper halves of the YMMs
  features.has_ssse3 = bit(c, 9);
  features.has_avx = bit(c, 28) && has_xgetbv && (saved_state() & kAvxState) == kAvxState;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return features;
  features.has_sha = features.has_ssse3 && has_sse41 && bit(b, 29);
  return features;
}

}  // namespace

constinit std::atomic<bool> has_upper_halves = false;

const CpuFeatures& cpu_features() noexcept {
  static const CpuFeatures features = [] {
    const CpuFeatures answer = ask();
    has_upper_halves.store(answer.has_avx, std::memory_order_relaxed);
    return answer;
  }();
  return features;
}

}  // namespace everstrike::signing
