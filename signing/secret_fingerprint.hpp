// How two people, or two programs, find out whether they hold the same secret without showing it:
// its length and the first 24 bits of its SHA-256. That tells most secrets apart, and of one with
// enough randomness nothing. Shown only to who holds the secret, or on loopback.
#pragma once

#include <cstddef>
#include <string>

#include "signing/secret.hpp"

namespace everstrike::signing {

struct SecretFingerprint {
  std::size_t bytes = 0;
  std::string sha256_begins;  // six hex digits

  // text is "11 bytes, SHA-256 begins with 1b2c3d".
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] SecretFingerprint fingerprint(const Secret& secret);

}  // namespace everstrike::signing
