// The base64 of a mac, which is a signature's text (RFC 4648, section 4), and the encoders behind
// it, one file each.
#pragma once

#include <span>

#include "signing/sha256/signature.hpp"

namespace everstrike::signing {

// base64_encode_mac writes the 44 characters of a 32-byte mac. No allocation; in registers where
// the processor shuffles bytes, else no secret-dependent memory access beyond a 64-byte table.
void base64_encode_mac(std::span<char, kSignatureLength> out,
                       std::span<const unsigned char, kMacBytes> mac) noexcept;

using EncodeMac = void (*)(std::span<char, kSignatureLength> out,
                           std::span<const unsigned char, kMacBytes> mac) noexcept;

void base64_encode_mac_by_table(std::span<char, kSignatureLength> out,
                                std::span<const unsigned char, kMacBytes> mac) noexcept;
// Where the processor has_ssse3 only; compiled in with the kernels for x86.
void base64_encode_mac_ssse3(std::span<char, kSignatureLength> out,
                             std::span<const unsigned char, kMacBytes> mac) noexcept;

}  // namespace everstrike::signing
