// Makes the `x-signature` of Everstrike's signed calls: base64 of HMAC-SHA256(secret, body), over
// the urlencoded body's bytes and nothing else (no method, path, host or time).
// Source: the exchange's page of POST /auth/cancel; RFC 2104 (HMAC), FIPS 180-4, RFC 4648.
// All functions are thread-safe: they only read the prepared key and work on their own stack.
// "No allocation" holds but on one libcrypto: one built with no-deprecated and older than 3.5
// takes memory whenever it copies a context (see sha256_openssl_evp.cpp).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "signing/prepared_key.hpp"
#include "signing/signature.hpp"

namespace everstrike::signing {

// mac_into writes the 32 bytes of HMAC-SHA256(key, body). No allocation, no lock.
void mac_into(std::span<unsigned char, kMacBytes> out, const PreparedKey& key,
              std::string_view body) noexcept;

// sign_into writes the signature's 44 characters. No allocation, no lock; a body of up to 55
// bytes costs two compressions.
void sign_into(std::span<char, kSignatureLength> out, const PreparedKey& key,
               std::string_view body) noexcept;

// sign_batch writes the signature of each body to the same place of `out`, which has room for all
// of them and must not overlap a body. Where the processor can, neighbours with equally many
// blocks are hashed side by side, at about half the time each. No allocation, no lock.
void sign_batch(std::span<Signature> out, const PreparedKey& key,
                std::span<const std::string_view> bodies) noexcept;

// sign is sign_into with a string of its own, for places where comfort counts more.
[[nodiscard]] std::string sign(const PreparedKey& key, std::string_view body);

}  // namespace everstrike::signing
