// Writes a signature that lies in registers: 16, 16 and 12 letters, and nothing behind them.
// In an unnamed namespace for the reason given in sha256_shani_rounds.hpp.
#pragma once

#include <cstring>

#include "signing/sha256/base64_ssse3.hpp"
#include "signing/sha256/sha256_shani_rounds.hpp"

namespace everstrike::signing {
namespace {

EVERSTRIKE_INLINE void store_last_twelve(char* out, __m128i letters) noexcept {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(out), letters);
  const int last_four = _mm_extract_epi32(letters, 2);
  std::memcpy(out + 8, &last_four, sizeof last_four);
}

EVERSTRIKE_INLINE void store_letters(char* out, const Letters& text) noexcept {
  store(out, text.first);
  store(out + 16, text.second);
  store_last_twelve(out + 32, text.third);
}

}  // namespace
}  // namespace everstrike::signing
