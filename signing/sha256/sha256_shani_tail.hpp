// The last block or two of a padded message, built in registers. Copying the body's end into a
// buffer and setting bytes there makes the loads behind it wait for several stores at once, which
// costs 9 ns of 75. Nothing outside the body is read: its end comes from the 16 bytes that end it.
#pragma once

#include <cstring>

#include "signing/sha256/sha256_shani_rounds.hpp"

namespace everstrike::signing {
namespace {

// Row n: takes the last n of 16 bytes to the front, each word swapped, zeros behind.
// and the padding's one bit behind n bytes of message, swapped too.
struct TailTables {
  alignas(16) unsigned char shuffle[16][16];
  alignas(16) unsigned char end_bit[16][16];
};

constexpr TailTables kTailTables = [] {
  TailTables tables{};
  for (int n = 0; n < 16; ++n) {
    for (int i = 0; i < 16; ++i) {
      const int swapped = i ^ 3;
      tables.shuffle[n][i] =
          static_cast<unsigned char>(swapped < n ? 16 - n + swapped : 0x80 /* a zero */);
      tables.end_bit[n][i] = swapped == n ? 0x80 : 0;
    }
  }
  return tables;
}();

template <class Number>
EVERSTRIKE_INLINE std::uint64_t number_at(const char* from) noexcept {
  Number number;
  std::memcpy(&number, from, sizeof number);
  return number;
}

// The bytes of a body of fewer than 16, zeros behind.
EVERSTRIKE_INLINE __m128i load_short(const char* body, std::size_t size) noexcept {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (size >= 8) {
    low = number_at<std::uint64_t>(body);
    // By two shifts, since one by 64 is not defined.
    high = number_at<std::uint64_t>(body + size - 8) >> 1 >> (8 * (16 - size) - 1);
  } else if (size >= 4) {
    low = number_at<std::uint32_t>(body) | number_at<std::uint32_t>(body + size - 4)
                                               << (8 * (size - 4));
  } else if (size >= 2) {
    low = number_at<std::uint16_t>(body) | number_at<std::uint16_t>(body + size - 2)
                                               << (8 * (size - 2));
  } else if (size == 1) {
    low = number_at<std::uint8_t>(body);
  }
  return _mm_set_epi64x(static_cast<std::int64_t>(high), static_cast<std::int64_t>(low));
}

// The piece of 16 bytes, swapped, in which the message ends: its last size % 16 bytes and the bit.
EVERSTRIKE_INLINE __m128i last_piece(const char* body, std::size_t size) noexcept {
  const std::size_t n = size % 16;
  const __m128i bit = load(kTailTables.end_bit[n]);
  const __m128i bytes =
      size < 16 ? swap_words(load_short(body, size))
                : _mm_shuffle_epi8(load(body + size - 16), load(kTailTables.shuffle[n]));
  return _mm_or_si128(bytes, bit);
}

// The message's length in bits, where the last block has it; `before` bytes were hashed earlier.
EVERSTRIKE_INLINE __m128i length_piece(std::size_t before, std::size_t size) noexcept {
  const std::uint64_t bits = static_cast<std::uint64_t>(before + size) * 8;
  return _mm_set_epi32(static_cast<int>(bits), static_cast<int>(bits >> 32), 0, 0);
}

// tail_has_two_blocks: the length does not fit behind the bit.
EVERSTRIKE_INLINE bool tail_has_two_blocks(std::size_t size) noexcept { return size % 64 >= 56; }

}  // namespace
}  // namespace everstrike::signing
