// Other libraries' ways to sign, one file each. Each registers its rows; those whose library is
// missing are not compiled in (bench/CMakeLists.txt says which).
#pragma once

#include <array>
#include <string_view>

#include "bench/timing.hpp"
#include "signing/base64.hpp"

namespace everstrike::bench {

using Mac = std::array<unsigned char, signing::kMacBytes>;
using Pad = std::array<unsigned char, 64>;

// The key's inner (0x36) or outer (0x5c) pad, for libraries whose best use is two kept hashes.
inline Pad pad_of(std::string_view secret, unsigned char mask) {
  Pad pad;
  pad.fill(mask);
  for (std::size_t i = 0; i < secret.size(); ++i) {
    pad[i] = static_cast<unsigned char>(pad[i] ^ static_cast<unsigned char>(secret[i]));
  }
  return pad;
}

inline const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void register_nettle();
void register_libgcrypt();
void register_cryptopp();
void register_botan();
void register_libsodium();
void register_mbedtls();

}  // namespace everstrike::bench
