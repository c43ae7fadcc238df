// The SHA-256 kernels behind one table of functions. A kernel hashes (FIPS 180-4), prepares the
// two pads of an HMAC key, and makes the mac of a body from them (RFC 2104). Each kernel is one
// file; `sha256.cpp` lists those that were compiled in and chooses one, once.
// Internal to signing/: others go through PreparedKey and the functions of signer.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "signing/base64.hpp"
#include "signing/prepared_key.hpp"

namespace everstrike::signing {

inline constexpr std::size_t kSha256BlockBytes = 64;

// The state before the first block (FIPS 180-4, section 5.3.3).
inline constexpr Sha256State kSha256InitialState = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

using Sha256Block = std::array<unsigned char, kSha256BlockBytes>;

// All functions are thread-safe and read their inputs only.
struct Sha256Kernel {
  std::string_view name;

  // Says whether this processor can run the kernel. May be slow; asked once.
  bool (*is_usable)() noexcept;

  void (*digest)(std::span<unsigned char, kMacBytes> out, std::string_view bytes) noexcept;

  // Hashes the two blocks made of the key. `pads` is written in place, so that the caller knows
  // the one object that has to be wiped.
  void (*prepare)(HmacPads& pads, const Sha256Block& inner, const Sha256Block& outer) noexcept;

  // Writes the mac of `body` from pads that the same kernel prepared.
  void (*mac)(std::span<unsigned char, kMacBytes> out, const HmacPads& pads,
              std::string_view body) noexcept;
};

// sha256_kernels gives every kernel that was compiled in, the preferred one first.
[[nodiscard]] std::span<const Sha256Kernel* const> sha256_kernels() noexcept;

// sha256_kernel gives the first usable one. It stays the same as long as the process lives.
[[nodiscard]] const Sha256Kernel& sha256_kernel() noexcept;

extern const Sha256Kernel kSha256Openssl;     // only where libcrypto still shows SHA256_CTX
extern const Sha256Kernel kSha256OpensslEvp;  // everywhere

}  // namespace everstrike::signing
