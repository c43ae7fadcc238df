// The per-secret half of HMAC-SHA256, computed once. HMAC hashes a block made of the key before
// the message and another before the inner digest (RFC 2104); the SHA-256 states after those two
// blocks are all that a signature needs of the secret. Keeping them turns a sign of a body of up
// to 55 bytes into two SHA-256 compressions.
// A prepared key is as good as the secret: it wipes itself, and is never printed or stored.
// Immutable after construction, so one object may be used by any number of threads at once.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "signing/secret.hpp"

namespace everstrike::signing {

// The eight chaining words of SHA-256 (FIPS 180-4, section 6.2), in host order.
using Sha256State = std::array<std::uint32_t, 8>;

class PreparedKey {
 public:
  // Takes a secret of any length, empty included; more than 64 bytes are hashed first (RFC 2104).
  explicit PreparedKey(const Secret& secret) noexcept : PreparedKey(secret.reveal()) {}
  explicit PreparedKey(std::string_view secret) noexcept;
  PreparedKey(const PreparedKey&) = default;
  PreparedKey& operator=(const PreparedKey&) = default;
  ~PreparedKey();

  // The states after the inner and the outer pad block, for the mac functions.
  [[nodiscard]] const Sha256State& inner() const noexcept { return inner_; }
  [[nodiscard]] const Sha256State& outer() const noexcept { return outer_; }

 private:
  Sha256State inner_;
  Sha256State outer_;
};

}  // namespace everstrike::signing
