#include "signing/sha256.hpp"

#include <algorithm>

namespace everstrike::signing {
namespace {

constexpr std::array kKernels = {
#ifdef EVERSTRIKE_HAVE_SHA256_CTX
    &kSha256Openssl,
#endif
    &kSha256OpensslEvp,
};

}  // namespace

std::span<const Sha256Kernel* const> sha256_kernels() noexcept { return kKernels; }

const Sha256Kernel& sha256_kernel() noexcept {
  static const Sha256Kernel& chosen = **std::find_if(
      kKernels.begin(), kKernels.end() - 1, [](const auto* kernel) { return kernel->is_usable(); });
  return chosen;
}

}  // namespace everstrike::signing
