// What this processor can do, as far as the kernels care. On a virtual machine the question traps
// into the hypervisor (about 15 us), so it is asked once per process.
#pragma once

#include <atomic>

namespace everstrike::signing {

struct CpuFeatures {
  bool has_ssse3 = false;  // byte shuffles: base64
  bool has_sha = false;    // SHA-NI with the SSE4.1 that the kernels use beside it
  bool has_avx = false;    // registers with upper halves, saved by the operating system
};

// cpu_features is the same as long as the process lives; all false where we know of no kernel.
[[nodiscard]] const CpuFeatures& cpu_features() noexcept;

// has_upper_halves is has_avx in a form that costs nothing to ask, false until cpu_features was
// called for the first time.
extern std::atomic<bool> has_upper_halves;

}  // namespace everstrike::signing
