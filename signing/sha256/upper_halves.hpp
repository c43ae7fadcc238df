// The upper halves of the vector registers. Code compiled for AVX that forgets vzeroupper leaves
// them dirty for those it calls, and then an instruction without a VEX form, as all of SHA-NI's,
// has to keep a half that nobody wants: 1.6 times the time of a batch on a Zen 4, 26 % of the
// portable kernel's. On Intel's it is mixing both kinds of code that costs, which no kernel does.
// Callers lose nothing: by the System V ABI all vector registers are the callee's to change.
#pragma once

#include "signing/sha256/cpu_features.hpp"

namespace everstrike::signing {

// clean_upper_halves is called once before hashing. Nothing where there are none.
inline void clean_upper_halves() noexcept {
#if defined(__x86_64__)
  if (!has_upper_halves.load(std::memory_order_relaxed)) return;
  __asm__ volatile("vzeroupper"
                   :
                   :
                   : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
                     "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
#endif
}

}  // namespace everstrike::signing
