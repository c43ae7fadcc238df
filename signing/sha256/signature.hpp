// The text of a signature, as it stands in the header `x-signature`.
#pragma once

#include <array>
#include <cstddef>

namespace everstrike::signing {

inline constexpr std::size_t kMacBytes = 32;         // HMAC-SHA256's output
inline constexpr std::size_t kSignatureLength = 44;  // its base64 text, one "=" at the end

// Not ended by a zero.
using Signature = std::array<char, kSignatureLength>;

}  // namespace everstrike::signing
