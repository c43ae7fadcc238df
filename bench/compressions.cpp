#include "bench/compressions.hpp"

#include <algorithm>

#include "signing/base64.hpp"
#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_shani_rounds.hpp"

namespace everstrike::bench {
namespace {

using signing::kSha256BlockBytes;
using signing::load;

// Two bodies' images side by side, through the whole of each.
[[gnu::noinline]] void compress_two(char* out, const signing::HmacPads& pads, const char* first,
                                    const char* second, std::size_t num_blocks) noexcept {
  signing::States<2> s = {{load(pads.inner.data()), load(pads.inner.data())},
                          {load(pads.inner.data() + 4), load(pads.inner.data() + 4)}};
  for (std::size_t at = 0; num_blocks > 0; --num_blocks, at += kSha256BlockBytes) {
    signing::Words<2> w = {{{load(first + at), load(second + at)},
                            {load(first + at + 16), load(second + at + 16)},
                            {load(first + at + 32), load(second + at + 32)},
                            {load(first + at + 48), load(second + at + 48)}}};
    signing::compress(s, w);
  }
  signing::outer_block(s, pads.outer.data());
  for (std::size_t lane = 0; lane < 2; ++lane) {
    signing::store(out + lane * sizeof(signing::Signature), s.feba[lane]);
    signing::store(out + lane * sizeof(signing::Signature) + 16, s.hgdc[lane]);
  }
}

std::string images_of(const Bodies& bodies, std::size_t num_blocks) {
  std::string images;
  for (const std::string_view body : bodies.views()) {
    std::string image(body);
    image += '\x80';
    image.resize(num_blocks * kSha256BlockBytes);
    const std::size_t bits = (kSha256BlockBytes + body.size()) * 8;
    for (std::size_t i = 0; i < 8; ++i) {
      image[image.size() - 1 - i] = static_cast<char>(bits >> (8 * i));
    }
    for (std::size_t at = 0; at < image.size(); at += 4) {
      std::reverse(image.begin() + static_cast<std::ptrdiff_t>(at),
                   image.begin() + static_cast<std::ptrdiff_t>(at + 4));
    }
    images += image;
  }
  return images;
}

}  // namespace

bool can_compress() noexcept { return signing::cpu_features().has_sha; }

[[gnu::noinline]] void absorb(std::uint32_t* state, const std::uint32_t* from, const char* blocks,
                              std::size_t num) noexcept {
  signing::States<1> s = {{load(from)}, {load(from + 4)}};
  for (; num > 0; --num, blocks += kSha256BlockBytes) {
    signing::Words<1> w = {
        {{load(blocks)}, {load(blocks + 16)}, {load(blocks + 32)}, {load(blocks + 48)}}};
    signing::compress(s, w);
  }
  signing::store(state, s.feba[0]);
  signing::store(state + 4, s.hgdc[0]);
}

[[gnu::noinline]] void finish(char* out, const std::uint32_t* state, const char* block,
                              const std::uint32_t* outer) noexcept {
  signing::States<1> s = {{load(state)}, {load(state + 4)}};
  signing::Words<1> w = {
      {{load(block)}, {load(block + 16)}, {load(block + 32)}, {load(block + 48)}}};
  signing::compress(s, w);
  signing::outer_block(s, outer);
  signing::store(out, s.feba[0]);
  signing::store(out + 16, s.hgdc[0]);
}

Compressions::Compressions(const Bodies& bodies)
    : pads_(signing::PreparedKey(kSecret, signing::kSha256Shani).pads()),
      num_blocks_((bodies[0].size() + 8) / kSha256BlockBytes + 1),
      num_bodies_(bodies.size()),
      images_(images_of(bodies, num_blocks_)) {}

void Compressions::batch(std::span<signing::Signature> out) const noexcept {
  const std::size_t image_bytes = num_blocks_ * kSha256BlockBytes;
  for (std::size_t i = 0; i < out.size(); i += 2) {
    compress_two(out[i].data(), pads_, images_.data() + i % num_bodies_ * image_bytes,
                 images_.data() + (i + 1) % num_bodies_ * image_bytes, num_blocks_);
  }
}

signing::Signature Compressions::text_of(const signing::Signature& written) {
  const signing::Digest words =
      signing::digest_words(load(written.data()), load(written.data() + 16));
  std::array<unsigned char, signing::kMacBytes> mac{};
  signing::store(mac.data(), signing::swap_words(words.abcd));
  signing::store(mac.data() + 16, signing::swap_words(words.efgh));
  signing::Signature text{};
  signing::base64_encode_mac(text, mac);
  return text;
}

}  // namespace everstrike::bench
