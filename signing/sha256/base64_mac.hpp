// The encoders of a mac behind base64_encode_mac(), one file each. Internal to signing/.
#pragma once

#include <span>

#include "signing/signature.hpp"

namespace everstrike::signing {

using EncodeMac = void (*)(std::span<char, kSignatureLength> out,
                           std::span<const unsigned char, kMacBytes> mac) noexcept;

void base64_encode_mac_by_table(std::span<char, kSignatureLength> out,
                                std::span<const unsigned char, kMacBytes> mac) noexcept;
// Where the processor has_ssse3 only; compiled in with the kernels for x86.
void base64_encode_mac_ssse3(std::span<char, kSignatureLength> out,
                             std::span<const unsigned char, kMacBytes> mac) noexcept;

}  // namespace everstrike::signing
