// What this processor can do, as far as the kernels care. On a virtual machine the question traps
// into the hypervisor (about 15 us), so it is asked once per process.
#pragma once

namespace everstrike::signing {

struct CpuFeatures {
  bool has_ssse3 = false;     // byte shuffles: base64
  bool has_sha = false;       // SHA-NI with the SSE4.1 that the kernels use beside it
  bool has_avx512vl = false;  // 32 vector registers, and an operating system that saves them
};

// cpu_features is the same as long as the process lives; all false where we know of no kernel.
[[nodiscard]] const CpuFeatures& cpu_features() noexcept;

}  // namespace everstrike::signing
