// Keccak with its first padding, from before NIST made SHA-3 of it: what Ethereum calls keccak256,
// and what crypto-js calls SHA3. libcrypto 3.0 has only the standard's padding.
// Source: the Keccak reference, version 3.0, sections 1.1 and 1.2; FIPS 202 for the rounds.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// keccak_block_bytes is the rate, which HMAC pads its key to: 136 for 32 bytes, 72 for 64.
[[nodiscard]] constexpr std::size_t keccak_block_bytes(std::size_t digest_bytes) noexcept {
  return 200 - 2 * digest_bytes;
}

// keccak gives a digest of 28, 32, 48 or 64 bytes over the pieces, one after the other.
[[nodiscard]] std::string keccak(std::size_t digest_bytes,
                                 std::initializer_list<std::string_view> pieces);

}  // namespace everstrike::diagnosis
