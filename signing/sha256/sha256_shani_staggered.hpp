// Signs many bodies of one block each, the usual ones, in two streams: what sign_batch does with
// the sixteen registers of SSE. In an unnamed namespace for the reason given in
// sha256_shani_rounds.hpp.
#pragma once

#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_shani_letters.hpp"
#include "signing/sha256/sha256_shani_rounds.hpp"
#include "signing/sha256/sha256_shani_tail.hpp"

namespace everstrike::signing {
namespace {

// Eight times four rounds of two streams that are at different places of their blocks. After each,
// `between` gets its number and may do a little of what is not hashing.
template <int kFirst, int kSecond, class Between, int... kGroup>
EVERSTRIKE_INLINE void half_blocks(States<1>& a, Words<1>& a_words, States<1>& b, Words<1>& b_words,
                                   const Between& between,
                                   std::integer_sequence<int, kGroup...> /*groups*/) noexcept {
  constexpr auto kOne = std::make_index_sequence<1>();
  ((four_rounds<kFirst + kGroup>(a, a_words, kOne), four_rounds<kSecond + kGroup>(b, b_words, kOne),
    between(std::integral_constant<int, kGroup>{})),
   ...);
}

template <int kFirst, int kSecond, class Between>
EVERSTRIKE_INLINE void half_blocks(States<1>& a, Words<1>& a_words, States<1>& b, Words<1>& b_words,
                                   const Between& between) noexcept {
  half_blocks<kFirst, kSecond>(a, a_words, b, b_words, between,
                               std::make_integer_sequence<int, 8>());
}

EVERSTRIKE_INLINE States<1> state_of(const std::uint32_t* pad) noexcept {
  return {{load(pad)}, {load(pad + 4)}};
}

EVERSTRIKE_INLINE void add_state(States<1>& s, const std::uint32_t* pad) noexcept {
  s.feba[0] = _mm_add_epi32(s.feba[0], load(pad));
  s.hgdc[0] = _mm_add_epi32(s.hgdc[0], load(pad + 4));
}

// From the last round of the inner block to before the first of the outer one.
EVERSTRIKE_INLINE void go_out(States<1>& s, Words<1>& w, const HmacPads& pads) noexcept {
  add_state(s, pads.inner.data());
  w = outer_words(s);
  s = state_of(pads.outer.data());
}

// A body of one block as that block's words.
EVERSTRIKE_INLINE Words<1> short_words(std::string_view body) noexcept {
  const __m128i length = length_piece(kSha256BlockBytes, body.size());
  const __m128i last = last_piece(body.data(), body.size());
  const __m128i zero = _mm_setzero_si128();
  const char* bytes = body.data();
  switch (body.size() / 16) {
    case 0:
      return {{{last}, {zero}, {zero}, {length}}};
    case 1:
      return {{{swap_words(load(bytes))}, {last}, {zero}, {length}}};
    case 2:
      return {{{swap_words(load(bytes))}, {swap_words(load(bytes + 16))}, {last}, {length}}};
    default:
      return {{{swap_words(load(bytes))},
               {swap_words(load(bytes + 16))},
               {swap_words(load(bytes + 32))},
               {_mm_or_si128(last, length)}}};
  }
}

// A signature that is still to be written, a third at a time.
struct Unwritten {
  Digest digest;
  char* out;
  template <int kThird>
  EVERSTRIKE_INLINE void write() const noexcept {
    if constexpr (kThird == 0) store(out, encode_first(digest.abcd));
    if constexpr (kThird == 1) store(out + 16, encode_second(digest.abcd, digest.efgh));
    if constexpr (kThird == 2) store_last_twelve(out + 32, encode_third(digest.efgh));
  }
};

// Writes one third after every second group of rounds.
template <int kGroup>
EVERSTRIKE_INLINE void write_bit_by_bit(const Unwritten& signature,
                                        std::integral_constant<int, kGroup> /*group*/) noexcept {
  if constexpr (kGroup == 1 || kGroup == 3 || kGroup == 5) signature.write<kGroup / 2>();
}

// Bodies of one block each, an even number of them, in two streams that are half a block apart:
// while one goes from its inner to its outer block, or on to the next body, the other is in
// mid-block and keeps the unit busy. Base64 and padding are strewn among the rounds of other
// bodies: in one piece each they would fill the processor's window, behind which the rounds wait.
// On Zen 3 a body takes 139 cycles so in a long batch, 157 with base64 and padding in one piece,
// 168 with all padding done beforehand; the two streams' rounds alone take 128.
[[gnu::noinline]] void sign_staggered(Signature* out, const HmacPads& pads,
                                      const std::string_view* bodies, std::size_t num) noexcept {
  const auto nothing = [](auto /*group*/) {};
  const auto body_at = [&](std::size_t i) { return bodies[i < num ? i : 0]; };  // the end: any
  States<1> a = state_of(pads.inner.data());
  Words<1> a_words = short_words(bodies[0]);
  Words<1> next_a = a_words;
  Words<1> next_b = short_words(bodies[1]);
  States<1> nobody = a;
  Words<1> nobodys_words = a_words;
  half_blocks<0, 0>(a, a_words, nobody, nobodys_words, nothing);
  Signature nobodys_signature;
  Unwritten signed_a = {digest_words(a.feba[0], a.hgdc[0]), nobodys_signature.data()};
  Unwritten signed_b = signed_a;
  for (std::size_t i = 0; i < num; i += 2) {
    States<1> b = state_of(pads.inner.data());
    Words<1> b_words = next_b;
    half_blocks<8, 0>(a, a_words, b, b_words,
                      [&](auto group) { write_bit_by_bit(signed_b, group); });
    go_out(a, a_words, pads);
    half_blocks<0, 8>(a, a_words, b, b_words, [&](auto group) {
      if constexpr (group == 3) next_a = short_words(body_at(i + 2));
    });
    go_out(b, b_words, pads);
    half_blocks<8, 0>(a, a_words, b, b_words, [&](auto group) {
      if constexpr (group == 3) next_b = short_words(body_at(i + 3));
    });
    add_state(a, pads.outer.data());
    signed_a = {digest_words(a.feba[0], a.hgdc[0]), out[i].data()};
    a = state_of(pads.inner.data());
    a_words = next_a;
    half_blocks<0, 8>(a, a_words, b, b_words,
                      [&](auto group) { write_bit_by_bit(signed_a, group); });
    add_state(b, pads.outer.data());
    signed_b = {digest_words(b.feba[0], b.hgdc[0]), out[i + 1].data()};
  }
  signed_b.write<0>();
  signed_b.write<1>();
  signed_b.write<2>();
}

}  // namespace
}  // namespace everstrike::signing
