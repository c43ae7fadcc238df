// SHA-256 by the processor's own instructions, for one stream or several side by side. A stream's
// 32 sha256rnds2 depend on each other, four cycles each, and leave the unit idle three cycles of
// four: so one block takes 128 cycles, and a second stream beside it costs almost nothing.
//
// Rules that the figures depend on. Everything here is inlined into one function per kernel that
// does nothing else, with all lanes as constants: inlined into bigger code, or as a loop, both
// compilers keep states in memory and the way through it lands in the chain (400 cycles a block
// instead of 130). The order within four rounds is rnds2, next words, rnds2: the other way
// round costs a third more.
//
// In an unnamed namespace, unlike other headers: each kernel file compiles it with flags of its
// own, and the linker must not take one file's version for another's.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "signing/sha256/sha256_constants.hpp"

#define EVERSTRIKE_INLINE [[gnu::always_inline]] inline

namespace everstrike::signing {
namespace {

EVERSTRIKE_INLINE __m128i load(const void* from) noexcept {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}
EVERSTRIKE_INLINE void store(void* to, __m128i value) noexcept {
  _mm_storeu_si128(static_cast<__m128i*>(to), value);
}

// The message's words are big-endian.
EVERSTRIKE_INLINE __m128i swap_words(__m128i bytes) noexcept {
  return _mm_shuffle_epi8(bytes, _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203));
}

// The states of all lanes in the instructions' own order, lowest word first: F E B A, H G D C.
template <std::size_t kLanes>
struct States {
  __m128i feba[kLanes];
  __m128i hgdc[kLanes];
};

// Sixteen words of each lane's message, four at a time.
template <std::size_t kLanes>
struct Words {
  __m128i of[4][kLanes];
};

template <int kGroup, std::size_t kLanes, std::size_t... kLane>
EVERSTRIKE_INLINE void four_rounds(States<kLanes>& s, Words<kLanes>& w,
                                   std::index_sequence<kLane...> /*lanes*/) noexcept {
  constexpr int kNow = kGroup % 4;
  constexpr int kNext = (kGroup + 1) % 4;
  constexpr int kBefore = (kGroup + 3) % 4;
  const __m128i constants = load(kSha256RoundConstants + 4 * kGroup);
  __m128i sum[kLanes] = {_mm_add_epi32(w.of[kNow][kLane], constants)...};
  ((s.hgdc[kLane] = _mm_sha256rnds2_epu32(s.hgdc[kLane], s.feba[kLane], sum[kLane])), ...);
  if constexpr (kGroup >= 3 && kGroup < 15) {
    ((w.of[kNext][kLane] = _mm_sha256msg2_epu32(
          _mm_add_epi32(w.of[kNext][kLane],
                        _mm_alignr_epi8(w.of[kNow][kLane], w.of[kBefore][kLane], 4)),
          w.of[kNow][kLane])),
     ...);
  }
  ((sum[kLane] = _mm_shuffle_epi32(sum[kLane], 0x0e)), ...);
  ((s.feba[kLane] = _mm_sha256rnds2_epu32(s.feba[kLane], s.hgdc[kLane], sum[kLane])), ...);
  if constexpr (kGroup >= 1 && kGroup < 13) {
    ((w.of[kBefore][kLane] = _mm_sha256msg1_epu32(w.of[kBefore][kLane], w.of[kNow][kLane])), ...);
  }
}

template <std::size_t kLanes, int... kGroup, std::size_t... kLane>
EVERSTRIKE_INLINE void compress(States<kLanes>& s, Words<kLanes>& w,
                                std::integer_sequence<int, kGroup...> /*groups*/,
                                std::index_sequence<kLane...> lanes) noexcept {
  const States<kLanes> before = s;
  (four_rounds<kGroup>(s, w, lanes), ...);
  ((s.feba[kLane] = _mm_add_epi32(s.feba[kLane], before.feba[kLane])), ...);
  ((s.hgdc[kLane] = _mm_add_epi32(s.hgdc[kLane], before.hgdc[kLane])), ...);
}

// Replaces the states by those after one more block.
template <std::size_t kLanes>
EVERSTRIKE_INLINE void compress(States<kLanes>& s, Words<kLanes>& w) noexcept {
  compress(s, w, std::make_integer_sequence<int, 16>(), std::make_index_sequence<kLanes>());
}

// A digest's eight words in reading order, lowest first.
struct Digest {
  __m128i abcd;
  __m128i efgh;
};

EVERSTRIKE_INLINE Digest digest_words(__m128i feba, __m128i hgdc) noexcept {
  const __m128i abef = _mm_shuffle_epi32(feba, 0x1b);
  const __m128i ghcd = _mm_shuffle_epi32(hgdc, 0xb1);
  return {.abcd = _mm_blend_epi16(abef, ghcd, 0xf0), .efgh = _mm_alignr_epi8(ghcd, abef, 8)};
}

// The other way: eight words in reading order to the instructions' order.
EVERSTRIKE_INLINE void load_words(States<1>& s, const std::uint32_t* words) noexcept {
  const __m128i badc = _mm_shuffle_epi32(load(words), 0xb1);
  const __m128i hgfe = _mm_shuffle_epi32(load(words + 4), 0x1b);
  s.feba[0] = _mm_alignr_epi8(badc, hgfe, 8);
  s.hgdc[0] = _mm_blend_epi16(hgfe, badc, 0xf0);
}

// The second block of an HMAC: its message is the inner digest, whose words need no swapping, and
// its padding is the same for everyone.
template <std::size_t kLanes, std::size_t... kLane>
EVERSTRIKE_INLINE Words<kLanes> outer_words(const States<kLanes>& s,
                                            std::index_sequence<kLane...> /*lanes*/) noexcept {
  const Digest inner[kLanes] = {digest_words(s.feba[kLane], s.hgdc[kLane])...};
  constexpr int kMessageBits = (64 + 32) * 8;
  return {{{inner[kLane].abcd...},
           {inner[kLane].efgh...},
           {((void)kLane, _mm_set_epi32(0, 0, 0, INT32_MIN))...},
           {((void)kLane, _mm_set_epi32(kMessageBits, 0, 0, 0))...}}};
}

EVERSTRIKE_INLINE Words<1> outer_words(const States<1>& s) noexcept {
  return outer_words(s, std::make_index_sequence<1>());
}

// Replaces inner states by the macs' words. `outer` is the outer pad's state in our order.
template <std::size_t kLanes, std::size_t... kLane>
EVERSTRIKE_INLINE void outer_block(States<kLanes>& s, const std::uint32_t* outer,
                                   std::index_sequence<kLane...> lanes) noexcept {
  Words<kLanes> w = outer_words(s, lanes);
  ((s.feba[kLane] = load(outer)), ...);
  ((s.hgdc[kLane] = load(outer + 4)), ...);
  compress(s, w);
}

template <std::size_t kLanes>
EVERSTRIKE_INLINE void outer_block(States<kLanes>& s, const std::uint32_t* outer) noexcept {
  outer_block(s, outer, std::make_index_sequence<kLanes>());
}

}  // namespace
}  // namespace everstrike::signing
