// What a kernel keeps of an HMAC key: the SHA-256 states behind the two blocks made of it
// (RFC 2104). As good as the secret; PreparedKey owns them and wipes them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace everstrike::signing {

// The eight chaining words of SHA-256 (FIPS 180-4, section 6.2), in host order.
using Sha256State = std::array<std::uint32_t, 8>;

// The states after the inner and the outer pad block, in the form that their kernel needs.
struct HmacPads {
  Sha256State inner{};
  Sha256State outer{};
  // Instead of the words, for the one kernel that can't start from them (sha256_openssl_evp.cpp).
  std::shared_ptr<const void> contexts;
};

}  // namespace everstrike::signing
