// For processors without kernels of their own here: libcrypto knows what those can do.
#include "signing/sha256/cpu_features.hpp"

namespace everstrike::signing {

constinit std::atomic<bool> has_upper_halves = false;

const CpuFeatures& cpu_features() noexcept {
  static constexpr CpuFeatures features;
  return features;
}

}  // namespace everstrike::signing
