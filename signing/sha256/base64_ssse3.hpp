// Base64 of a 32-byte mac in registers: three times twelve bytes become sixteen letters each. No
// table in memory, so nothing depends on the secret but the values themselves; 7 ns where a table
// takes 15. The mac comes as eight words in reading order, as SHA-256 has them, and the swap to
// bytes is part of the first shuffle.
// In an unnamed namespace for the reason given in sha256_shani_rounds.hpp.
#pragma once

#include <tmmintrin.h>

namespace everstrike::signing {
namespace {

// 44 letters: 16, 16 and 12, with zeros behind.
struct Letters {
  __m128i first;
  __m128i second;
  __m128i third;
};

// Four times 24 bits, each spread over the bytes 1 0 2 1 of its group, to sixteen times 6 bits.
[[gnu::always_inline]] inline __m128i six_bits(__m128i spread) noexcept {
  const __m128i outer = _mm_mulhi_epu16(_mm_and_si128(spread, _mm_set1_epi32(0x0fc0fc00)),
                                        _mm_set1_epi32(0x04000040));
  const __m128i inner = _mm_mullo_epi16(_mm_and_si128(spread, _mm_set1_epi32(0x003f03f0)),
                                        _mm_set1_epi32(0x01000010));
  return _mm_or_si128(outer, inner);
}

// Adds what leads from a value to its letter. The alphabet has five stretches; a value's stretch
// is 13 for A-Z, 0 for a-z, 1 to 10 for the digits, 11 for "+", 12 for "/".
[[gnu::always_inline]] inline __m128i letters(__m128i values) noexcept {
  const __m128i distance =
      _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                    '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0);
  const __m128i is_capital = _mm_cmpgt_epi8(_mm_set1_epi8(26), values);
  const __m128i stretch = _mm_or_si128(_mm_subs_epu8(values, _mm_set1_epi8(51)),
                                       _mm_and_si128(is_capital, _mm_set1_epi8(13)));
  return _mm_add_epi8(values, _mm_shuffle_epi8(distance, stretch));
}

// Bytes 1 0 2 1, 4 3 5 4, … of the digest; byte b of it is byte b ^ 3 of the register.
[[gnu::always_inline]] inline __m128i spread_twelve(__m128i words) noexcept {
  return _mm_shuffle_epi8(words, _mm_setr_epi8(2, 3, 1, 2, 7, 0, 6, 7, 4, 5, 11, 4, 9, 10, 8, 9));
}

[[gnu::always_inline]] inline __m128i encode_first(__m128i abcd) noexcept {
  return letters(six_bits(spread_twelve(abcd)));
}

[[gnu::always_inline]] inline __m128i encode_second(__m128i abcd, __m128i efgh) noexcept {
  return letters(six_bits(spread_twelve(_mm_alignr_epi8(efgh, abcd, 12))));
}

// Digest bytes 24 to 31: two groups and two thirds.
[[gnu::always_inline]] inline __m128i encode_third(__m128i efgh) noexcept {
  const __m128i spread =
      _mm_setr_epi8(10, 11, 9, 10, 15, 8, 14, 15, 12, 13, -1, 12, -1, -1, -1, -1);
  // The last letter's value is 0, an "A": one constant makes it the "=", and clears what is behind.
  constexpr char kPad = '=' - 'A';
  const __m128i end = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, kPad, -'A', -'A', -'A', -'A');
  return _mm_add_epi8(letters(six_bits(_mm_shuffle_epi8(efgh, spread))), end);
}

[[gnu::always_inline]] inline Letters encode_words(__m128i abcd, __m128i efgh) noexcept {
  return {.first = encode_first(abcd),
          .second = encode_second(abcd, efgh),
          .third = encode_third(efgh)};
}

}  // namespace
}  // namespace everstrike::signing
