// What a kernel's sign, verify and sign_batch are when it has nothing better than its mac.
#pragma once

#include <openssl/crypto.h>

#include <array>
#include <span>
#include <string_view>

#include "signing/sha256/base64_mac.hpp"
#include "signing/sha256/sha256.hpp"

namespace everstrike::signing {

using Mac = void (*)(std::span<unsigned char, kMacBytes> out, const HmacPads& pads,
                     std::string_view body) noexcept;

template <Mac kMac>
void sign_by_mac(std::span<char, kSignatureLength> out, const HmacPads& pads,
                 std::string_view body) noexcept {
  std::array<unsigned char, kMacBytes> mac;
  kMac(mac, pads, body);
  base64_encode_mac(out, mac);
}

template <Mac kMac>
bool verify_by_mac(const HmacPads& pads, std::string_view body,
                   std::span<const char, kSignatureLength> signature) noexcept {
  Signature expected;
  sign_by_mac<kMac>(expected, pads, body);
  return CRYPTO_memcmp(expected.data(), signature.data(), expected.size()) == 0;
}

template <Mac kMac>
void sign_one_by_one(Signature* out, const HmacPads& pads,
                     std::span<const std::string_view> bodies) noexcept {
  for (const std::string_view body : bodies) sign_by_mac<kMac>(*out++, pads, body);
}

}  // namespace everstrike::signing
