// The vector registers as callers leave them, for tests and benchmarks of upper_halves.hpp.
#pragma once

namespace everstrike::signing {

// fill_lower_halves sets the lower halves of the sixteen registers and zeroes the upper ones: what
// dirty_upper_halves is compared with. Both only where cpu_features().has_avx.
inline void fill_lower_halves() noexcept {
#if defined(__x86_64__)
  __asm__ volatile(
      "vcmptrueps %%xmm0, %%xmm0, %%xmm0\n\tvcmptrueps %%xmm1, %%xmm1, %%xmm1\n\t"
      "vcmptrueps %%xmm2, %%xmm2, %%xmm2\n\tvcmptrueps %%xmm3, %%xmm3, %%xmm3\n\t"
      "vcmptrueps %%xmm4, %%xmm4, %%xmm4\n\tvcmptrueps %%xmm5, %%xmm5, %%xmm5\n\t"
      "vcmptrueps %%xmm6, %%xmm6, %%xmm6\n\tvcmptrueps %%xmm7, %%xmm7, %%xmm7\n\t"
      "vcmptrueps %%xmm8, %%xmm8, %%xmm8\n\tvcmptrueps %%xmm9, %%xmm9, %%xmm9\n\t"
      "vcmptrueps %%xmm10, %%xmm10, %%xmm10\n\tvcmptrueps %%xmm11, %%xmm11, %%xmm11\n\t"
      "vcmptrueps %%xmm12, %%xmm12, %%xmm12\n\tvcmptrueps %%xmm13, %%xmm13, %%xmm13\n\t"
      "vcmptrueps %%xmm14, %%xmm14, %%xmm14\n\tvcmptrueps %%xmm15, %%xmm15, %%xmm15"
      :
      :
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
        "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
#endif
}

// dirty_upper_halves sets both halves, by as many instructions of the same kind.
inline void dirty_upper_halves() noexcept {
#if defined(__x86_64__)
  __asm__ volatile(
      "vcmptrueps %%ymm0, %%ymm0, %%ymm0\n\tvcmptrueps %%ymm1, %%ymm1, %%ymm1\n\t"
      "vcmptrueps %%ymm2, %%ymm2, %%ymm2\n\tvcmptrueps %%ymm3, %%ymm3, %%ymm3\n\t"
      "vcmptrueps %%ymm4, %%ymm4, %%ymm4\n\tvcmptrueps %%ymm5, %%ymm5, %%ymm5\n\t"
      "vcmptrueps %%ymm6, %%ymm6, %%ymm6\n\tvcmptrueps %%ymm7, %%ymm7, %%ymm7\n\t"
      "vcmptrueps %%ymm8, %%ymm8, %%ymm8\n\tvcmptrueps %%ymm9, %%ymm9, %%ymm9\n\t"
      "vcmptrueps %%ymm10, %%ymm10, %%ymm10\n\tvcmptrueps %%ymm11, %%ymm11, %%ymm11\n\t"
      "vcmptrueps %%ymm12, %%ymm12, %%ymm12\n\tvcmptrueps %%ymm13, %%ymm13, %%ymm13\n\t"
      "vcmptrueps %%ymm14, %%ymm14, %%ymm14\n\tvcmptrueps %%ymm15, %%ymm15, %%ymm15"
      :
      :
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
        "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
#endif
}

}  // namespace everstrike::signing
