// Signs several bodies side by side, for the kernel files of sign_batch: the dependent rounds of
// one body leave room for those of others. In an unnamed namespace for the reason given in
// sha256_shani_rounds.hpp, and in functions of their own for the other one given there.
#pragma once

#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_shani_letters.hpp"
#include "signing/sha256/sha256_shani_rounds.hpp"
#include "signing/sha256/sha256_shani_tail.hpp"

namespace everstrike::signing {
namespace {

// A block of each lane with its words swapped, as sixteen-byte pieces.
template <std::size_t kLanes>
struct Prepared {
  __m128i piece[4][kLanes];
};

// Writes a lane's piece of the body, or of the padding behind it. `at` is a multiple of 16.
template <std::size_t kLanes>
EVERSTRIKE_INLINE void prepare_block(Prepared<kLanes>& block, std::size_t lane, const char* body,
                                     std::size_t size, std::size_t at) noexcept {
  for (std::size_t i = 0; i < 4; ++i, at += 16) {
    __m128i piece = _mm_setzero_si128();
    if (at + 16 <= size) {
      piece = swap_words(load(body + at));
    } else if (at <= size) {
      piece = last_piece(body, size);
    }
    block.piece[i][lane] = piece;
  }
}

template <std::size_t kLanes>
[[gnu::noinline]] void prepare_end(Prepared<kLanes>* blocks, std::size_t num_blocks,
                                   std::size_t lane, const char* body, std::size_t size,
                                   std::size_t at) noexcept {
  for (std::size_t i = 0; i < num_blocks; ++i) {
    prepare_block(blocks[i], lane, body, size, at + i * kSha256BlockBytes);
  }
  __m128i& end = blocks[num_blocks - 1].piece[3][lane];
  end = _mm_or_si128(end, length_piece(kSha256BlockBytes, size));
}

// Whole blocks of the bodies themselves.
template <std::size_t kLanes, std::size_t... kLane>
[[gnu::noinline]] void absorb_bodies(States<kLanes>& state, const std::string_view* bodies,
                                     std::size_t num_blocks,
                                     std::index_sequence<kLane...> /*lanes*/) noexcept {
  States<kLanes> s = state;
  for (std::size_t at = 0; num_blocks > 0; --num_blocks, at += kSha256BlockBytes) {
    Words<kLanes> w = {{{swap_words(load(bodies[kLane].data() + at))...},
                        {swap_words(load(bodies[kLane].data() + at + 16))...},
                        {swap_words(load(bodies[kLane].data() + at + 32))...},
                        {swap_words(load(bodies[kLane].data() + at + 48))...}}};
    compress(s, w);
  }
  state = s;
}

template <std::size_t kLanes, std::size_t... kLane>
EVERSTRIKE_INLINE Words<kLanes> words_of(const Prepared<kLanes>& block,
                                         std::index_sequence<kLane...> /*lanes*/) noexcept {
  return {{{load(&block.piece[0][kLane])...},
           {load(&block.piece[1][kLane])...},
           {load(&block.piece[2][kLane])...},
           {load(&block.piece[3][kLane])...}}};
}

template <std::size_t kLanes>
[[gnu::noinline]] void absorb_prepared(States<kLanes>& state,
                                       const Prepared<kLanes>& block) noexcept {
  States<kLanes> s = state;
  Words<kLanes> w = words_of(block, std::make_index_sequence<kLanes>());
  compress(s, w);
  state = s;
}

EVERSTRIKE_INLINE void store_signature(char* out, const States<1>& s) noexcept {
  const Digest digest = digest_words(s.feba[0], s.hgdc[0]);
  store_letters(out, encode_words(digest.abcd, digest.efgh));
}

template <std::size_t kLanes, std::size_t... kLane>
[[gnu::noinline]] void finish_lanes(Signature* out, const States<kLanes>& state,
                                    const Prepared<kLanes>& block, const std::uint32_t* outer,
                                    std::index_sequence<kLane...> lanes) noexcept {
  States<kLanes> s = state;
  Words<kLanes> w = words_of(block, lanes);
  compress(s, w);
  outer_block(s, outer);
  (store_signature(out[kLane].data(), {{s.feba[kLane]}, {s.hgdc[kLane]}}), ...);
}

// num_hmac_blocks: how many blocks a body and its padding fill behind the key's own.
EVERSTRIKE_INLINE std::size_t num_hmac_blocks(std::size_t size) noexcept {
  return (size + 8) / kSha256BlockBytes + 1;
}

// Bodies of one block each, some groups at once: first all that is not hashing, then the rest.
template <std::size_t kLanes>
EVERSTRIKE_INLINE void sign_short_lanes(Signature* out, const HmacPads& pads,
                                        const States<kLanes>& inner, const std::string_view* bodies,
                                        std::size_t num_groups) noexcept {
  constexpr std::size_t kGroupsAtOnce = 8;
  Prepared<kLanes> blocks[kGroupsAtOnce];
  while (num_groups > 0) {
    const std::size_t num_now = num_groups < kGroupsAtOnce ? num_groups : kGroupsAtOnce;
    for (std::size_t i = 0; i < num_now * kLanes; ++i) {
      prepare_end(&blocks[i / kLanes], 1, i % kLanes, bodies[i].data(), bodies[i].size(), 0);
    }
    for (std::size_t i = 0; i < num_now; ++i) {
      finish_lanes(out + i * kLanes, inner, blocks[i], pads.outer.data(),
                   std::make_index_sequence<kLanes>());
    }
    out += num_now * kLanes;
    bodies += num_now * kLanes;
    num_groups -= num_now;
  }
}

// sign_lanes signs num_groups times kLanes bodies, which all have the same number of blocks.
template <std::size_t kLanes>
EVERSTRIKE_INLINE void sign_lanes(Signature* out, const HmacPads& pads,
                                  const std::string_view* bodies, std::size_t num_groups) noexcept {
  const std::size_t num_blocks = num_hmac_blocks(bodies[0].size());
  States<kLanes> inner;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    inner.feba[lane] = load(pads.inner.data());
    inner.hgdc[lane] = load(pads.inner.data() + 4);
  }
  if (num_blocks == 1) return sign_short_lanes(out, pads, inner, bodies, num_groups);
  // The padding may begin in the last block but one, in some lanes and not in others.
  constexpr auto kAll = std::make_index_sequence<kLanes>();
  for (; num_groups > 0; --num_groups, out += kLanes, bodies += kLanes) {
    States<kLanes> state = inner;
    Prepared<kLanes> end[2];
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      prepare_end(end, 2, lane, bodies[lane].data(), bodies[lane].size(),
                  (num_blocks - 2) * kSha256BlockBytes);
    }
    if (num_blocks > 2) absorb_bodies(state, bodies, num_blocks - 2, kAll);
    absorb_prepared(state, end[0]);
    finish_lanes(out, state, end[1], pads.outer.data(), kAll);
  }
}

}  // namespace
}  // namespace everstrike::signing
