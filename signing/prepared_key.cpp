#include "signing/prepared_key.hpp"

#include "signing/sha256/sha256.hpp"

namespace everstrike::signing {

PreparedKey::PreparedKey(std::string_view secret) noexcept : PreparedKey(secret, sha256_kernel()) {}

PreparedKey::PreparedKey(std::string_view secret, const Sha256Kernel& kernel) noexcept
    : kernel_(&kernel) {
  prepare_pads(kernel, pads_, secret);
}

PreparedKey::~PreparedKey() { wipe(pads_); }

}  // namespace everstrike::signing
