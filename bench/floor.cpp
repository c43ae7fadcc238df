// The floor: nothing but the compressions that an HMAC of this length needs, on blocks that lie
// in memory padded and swapped, and the digest stored. No padding, no base64, no key. What a signer
// costs beyond this is its own. floor_batch is the same for a batch: two independent chains of
// compressions in one stream of instructions. Compiled like the kernels.
#include <algorithm>
#include <memory>
#include <vector>

#include "bench/groups.hpp"
#include "bench/timing.hpp"
#include "signing/base64.hpp"
#include "signing/prepared_key.hpp"
#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_shani_rounds.hpp"

namespace everstrike::bench {
namespace {

using signing::kSha256BlockBytes;

// The last block of the inner message and the outer one, or only whole blocks before it.
[[gnu::noinline]] void absorb(__m128i* state, const char* blocks, std::size_t num) noexcept {
  signing::States<1> s = {{state[0]}, {state[1]}};
  for (; num > 0; --num, blocks += kSha256BlockBytes) {
    signing::Words<1> w = {{{signing::load(blocks)},
                            {signing::load(blocks + 16)},
                            {signing::load(blocks + 32)},
                            {signing::load(blocks + 48)}}};
    signing::compress(s, w);
  }
  state[0] = s.feba[0];
  state[1] = s.hgdc[0];
}

[[gnu::noinline]] void finish(char* out, __m128i feba, __m128i hgdc, const char* block,
                              const std::uint32_t* outer) noexcept {
  signing::States<1> s = {{feba}, {hgdc}};
  signing::Words<1> w = {{{signing::load(block)},
                          {signing::load(block + 16)},
                          {signing::load(block + 32)},
                          {signing::load(block + 48)}}};
  signing::compress(s, w);
  signing::outer_block(s, outer);
  signing::store(out, s.feba[0]);
  signing::store(out + 16, s.hgdc[0]);
}

void compress_all(char* out, const signing::HmacPads& pads, const char* blocks,
                  std::size_t num_blocks) noexcept {
  __m128i state[2] = {signing::load(pads.inner.data()), signing::load(pads.inner.data() + 4)};
  if (num_blocks > 1) absorb(state, blocks, num_blocks - 1);
  finish(out, state[0], state[1], blocks + (num_blocks - 1) * kSha256BlockBytes, pads.outer.data());
}

// Two bodies' images side by side, through the whole of each.
[[gnu::noinline]] void compress_two(char* out, const signing::HmacPads& pads, const char* first,
                                    const char* second, std::size_t num_blocks) noexcept {
  using signing::load;
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

// The padded and swapped images of some bodies, one after the other.
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

void require_right(const char* out, std::string_view body) {
  const signing::Digest words = signing::digest_words(signing::load(out), signing::load(out + 16));
  std::array<unsigned char, signing::kMacBytes> mac{};
  signing::store(mac.data(), signing::swap_words(words.abcd));
  signing::store(mac.data() + 16, signing::swap_words(words.efgh));
  signing::Signature text{};
  signing::base64_encode_mac(text, mac);
  require_equal("floor", text, body);
}

void register_batch_floor(const signing::HmacPads& pads, std::size_t body_bytes, std::size_t num) {
  const std::size_t image_bytes = ((body_bytes + 8) / kSha256BlockBytes + 1) * kSha256BlockBytes;
  const Bodies bodies(body_bytes);
  const auto images =
      std::make_shared<const std::string>(images_of(bodies, image_bytes / kSha256BlockBytes));
  const auto compress_batch = [=,
                               num_bodies = bodies.size()](std::vector<signing::Signature>& out) {
    for (std::size_t i = 0; i < num; i += 2) {
      compress_two(out[i].data(), pads, images->data() + i % num_bodies * image_bytes,
                   images->data() + (i + 1) % num_bodies * image_bytes,
                   image_bytes / kSha256BlockBytes);
    }
  };
  std::vector<signing::Signature> once(num);
  compress_batch(once);
  for (std::size_t i = 0; i < num; ++i) require_right(once[i].data(), bodies[i % bodies.size()]);
  benchmark::RegisterBenchmark(
      ("floor_batch/" + std::to_string(body_bytes) + "/" + std::to_string(num)).c_str(),
      [=](benchmark::State& state) {
        std::vector<signing::Signature> out(num);
        for (auto _ : state) {
          compress_batch(out);
          benchmark::DoNotOptimize(out.data());
          benchmark::ClobberMemory();
        }
      });
}

}  // namespace

void register_floor() {
  if (!signing::cpu_features().has_sha) return;
  const signing::PreparedKey key(kSecret, signing::kSha256Shani);
  for (const std::size_t body_bytes : kBodyBytes) {
    const std::size_t num_blocks = (body_bytes + 8) / kSha256BlockBytes + 1;
    const Bodies bodies(body_bytes);
    const auto images = std::make_shared<const std::string>(images_of(bodies, num_blocks));
    const auto compress_one = [=, pads = key.pads()](signing::Signature& out, std::size_t i,
                                                     std::size_t offset) {
      compress_all(out.data(), pads, images->data() + i * num_blocks * kSha256BlockBytes + offset,
                   num_blocks);
    };
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      signing::Signature out{};
      compress_one(out, i, 0);
      require_right(out.data(), bodies[i]);
    }
    register_both("floor", body_bytes, bodies.size(), compress_one);
  }
  for (const std::size_t body_bytes : {35U, 1024U}) {
    for (const std::size_t num : {4U, 16U, 256U}) {
      register_batch_floor(key.pads(), body_bytes, num);
    }
  }
}

}  // namespace everstrike::bench
