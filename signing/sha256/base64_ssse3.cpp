#include "signing/sha256/base64_ssse3.hpp"

#include <cstring>

#include "signing/sha256/base64_mac.hpp"

namespace everstrike::signing {

void base64_encode_mac_ssse3(std::span<char, kSignatureLength> out,
                             std::span<const unsigned char, kMacBytes> mac) noexcept {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const auto* in = reinterpret_cast<const __m128i*>(mac.data());
  const Letters text = encode_words(_mm_shuffle_epi8(_mm_loadu_si128(in), swap),
                                    _mm_shuffle_epi8(_mm_loadu_si128(in + 1), swap));
  auto* to = reinterpret_cast<__m128i*>(out.data());
  _mm_storeu_si128(to, text.first);
  _mm_storeu_si128(to + 1, text.second);
  _mm_storel_epi64(to + 2, text.third);
  const int last_four = _mm_cvtsi128_si32(_mm_srli_si128(text.third, 8));
  std::memcpy(out.data() + 40, &last_four, sizeof last_four);
}

}  // namespace everstrike::signing
