// The SHA-256 kernels behind one table of functions. A kernel hashes (FIPS 180-4), prepares the
// two pads of an HMAC key, and makes and checks macs of bodies from them (RFC 2104). Each kernel is
// one file; `sha256.cpp` lists those that were compiled in and chooses one, once.
// Internal to signing/: others go through PreparedKey and the functions of signer.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "signing/sha256/hmac_pads.hpp"
#include "signing/sha256/sha256_constants.hpp"
#include "signing/sha256/signature.hpp"

namespace everstrike::signing {

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

  // The rest works from pads that the same kernel prepared. A body may lie where the result goes.
  void (*mac)(std::span<unsigned char, kMacBytes> out, const HmacPads& pads,
              std::string_view body) noexcept;

  // The mac's base64.
  void (*sign)(std::span<char, kSignatureLength> out, const HmacPads& pads,
               std::string_view body) noexcept;

  // Whether `signature` is that, in a time that does not depend on where it differs.
  bool (*verify)(const HmacPads& pads, std::string_view body,
                 std::span<const char, kSignatureLength> signature) noexcept;

  // Writes one signature for each body.
  void (*sign_batch)(Signature* out, const HmacPads& pads,
                     std::span<const std::string_view> bodies) noexcept;
};

// sha256_kernels gives every kernel that was compiled in, the preferred one first.
[[nodiscard]] std::span<const Sha256Kernel* const> sha256_kernels() noexcept;

// sha256_kernel gives the one that this process uses (see backend.hpp). It stays the same as long
// as the process lives.
[[nodiscard]] const Sha256Kernel& sha256_kernel() noexcept;

// passes_self_test says whether the kernel gives published macs, alone, verified and in a batch.
[[nodiscard]] bool passes_self_test(const Sha256Kernel& kernel) noexcept;

// prepare_pads makes the pads of a secret of any length (RFC 2104), in place.
void prepare_pads(const Sha256Kernel& kernel, HmacPads& pads, std::string_view secret) noexcept;
// wipe overwrites what can be computed from.
void wipe(HmacPads& pads) noexcept;

struct KernelChoice {
  const Sha256Kernel* kernel = nullptr;  // null: none of them works
  std::string warning;                   // empty: nothing to say
};

// choose_kernel takes the wanted one (a kernel's name, "openssl" for whichever form of it is
// there, or empty for no wish) if it is usable and passes its self-test; else the first of
// `kernels` that is and does, and says why it isn't the wanted or the preferred one.
[[nodiscard]] KernelChoice choose_kernel(std::span<const Sha256Kernel* const> kernels,
                                         std::string_view wanted);

// chosen_kernel gives this process's choice: the kernel, never null, and what there is to say of
// it.
[[nodiscard]] const KernelChoice& chosen_kernel() noexcept;

extern const Sha256Kernel kSha256Shani;       // x86 with SHA-NI
extern const Sha256Kernel kSha256Openssl;     // only where libcrypto still shows SHA256_CTX
extern const Sha256Kernel kSha256OpensslEvp;  // everywhere
extern const Sha256Kernel kSha256Portable;    // everywhere

}  // namespace everstrike::signing
