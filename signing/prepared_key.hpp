// The per-secret half of HMAC-SHA256, computed once. HMAC hashes a block made of the key before
// the message and another before the inner digest (RFC 2104); the SHA-256 states after those two
// blocks are all that a signature needs of the secret. Keeping them turns a sign of a body of up
// to 55 bytes into two SHA-256 compressions.
// A prepared key is as good as the secret: it wipes itself, and is never printed or stored.
// Immutable after construction, so one object may be used by any number of threads at once.
#pragma once

#include <string_view>

#include "signing/secret.hpp"
#include "signing/sha256/hmac_pads.hpp"

namespace everstrike::signing {

struct Sha256Kernel;  // signing/sha256/sha256.hpp

class PreparedKey {
 public:
  // Takes a secret of any length, empty included; more than 64 bytes are hashed first (RFC 2104).
  explicit PreparedKey(const Secret& secret) noexcept : PreparedKey(secret.reveal()) {}
  explicit PreparedKey(std::string_view secret) noexcept;
  // The same for a kernel of the caller's choice, for tests and benchmarks.
  PreparedKey(std::string_view secret, const Sha256Kernel& kernel) noexcept;
  PreparedKey(const PreparedKey&) = default;
  PreparedKey& operator=(const PreparedKey&) = default;
  ~PreparedKey();

  // For the mac functions: the pads, and the kernel that made them and can read them.
  [[nodiscard]] const HmacPads& pads() const noexcept { return pads_; }
  [[nodiscard]] const Sha256Kernel& kernel() const noexcept { return *kernel_; }

 private:
  const Sha256Kernel* kernel_;
  HmacPads pads_;
};

}  // namespace everstrike::signing
