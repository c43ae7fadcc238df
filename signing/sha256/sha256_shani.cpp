// The kernel on SHA-NI. A body of up to 55 bytes costs 260 cycles of dependent instructions, and
// all else (padding, base64, comparing) adds about a tenth. Pads are kept in the instructions'
// own word order. Compiled with flags that not every processor stands (see CMakeLists.txt), so
// nothing here may run before is_usable() was asked.
#include <openssl/crypto.h>

#include <array>
#include <cstring>

#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_shani_batch.hpp"
#include "signing/sha256/sha256_shani_letters.hpp"
#include "signing/sha256/sha256_shani_rounds.hpp"
#include "signing/sha256/sha256_shani_tail.hpp"

namespace everstrike::signing {
namespace {

// The state after `num` whole blocks. Through memory on both ends, once per message.
[[gnu::noinline]] void absorb_blocks(__m128i* to, const void* from, const char* blocks,
                                     std::size_t num) noexcept {
  States<1> s = {{load(from)}, {load(static_cast<const char*>(from) + 16)}};
  for (; num > 0; --num, blocks += kSha256BlockBytes) {
    Words<1> w = {{{swap_words(load(blocks))},
                   {swap_words(load(blocks + 16))},
                   {swap_words(load(blocks + 32))},
                   {swap_words(load(blocks + 48))}}};
    compress(s, w);
  }
  store(to, s.feba[0]);
  store(to + 1, s.hgdc[0]);
}

// The state after one block that is in registers already.
[[gnu::noinline]] void absorb_words(__m128i* to, __m128i feba, __m128i hgdc, __m128i w0, __m128i w1,
                                    __m128i w2, __m128i w3) noexcept {
  States<1> s = {{feba}, {hgdc}};
  Words<1> w = {{{w0}, {w1}, {w2}, {w3}}};
  compress(s, w);
  store(to, s.feba[0]);
  store(to + 1, s.hgdc[0]);
}

// An HMAC before its last two compressions: a state, and the last block of the inner message.
struct AlmostDone {
  __m128i feba;
  __m128i hgdc;
  __m128i w0, w1, w2, w3;
};

EVERSTRIKE_INLINE AlmostDone start(const HmacPads& pads, const char* body,
                                   std::size_t size) noexcept {
  __m128i feba;
  __m128i hgdc;
  const std::size_t num_whole = size / kSha256BlockBytes;
  if (num_whole == 0) {
    feba = load(pads.inner.data());
    hgdc = load(pads.inner.data() + 4);
  } else {
    __m128i state[2];
    absorb_blocks(state, pads.inner.data(), body, num_whole);
    feba = state[0];
    hgdc = state[1];
  }
  const char* rest = body + num_whole * kSha256BlockBytes;
  const __m128i length = length_piece(kSha256BlockBytes, size);
  const __m128i last = last_piece(body, size);
  const __m128i zero = _mm_setzero_si128();
  switch (size % kSha256BlockBytes / 16) {
    case 0:
      return {feba, hgdc, last, zero, zero, length};
    case 1:
      return {feba, hgdc, swap_words(load(rest)), last, zero, length};
    case 2:
      return {feba, hgdc, swap_words(load(rest)), swap_words(load(rest + 16)), last, length};
    default:
      break;
  }
  const __m128i w0 = swap_words(load(rest));
  const __m128i w1 = swap_words(load(rest + 16));
  const __m128i w2 = swap_words(load(rest + 32));
  if (!tail_has_two_blocks(size)) {
    return {feba, hgdc, w0, w1, w2, _mm_or_si128(last, length)};
  }
  __m128i state[2];
  absorb_words(state, feba, hgdc, w0, w1, w2, last);
  return {state[0], state[1], zero, zero, zero, length};
}

EVERSTRIKE_INLINE Digest last_two_blocks(__m128i feba, __m128i hgdc, __m128i w0, __m128i w1,
                                         __m128i w2, __m128i w3,
                                         const std::uint32_t* outer) noexcept {
  States<1> s = {{feba}, {hgdc}};
  Words<1> w = {{{w0}, {w1}, {w2}, {w3}}};
  compress(s, w);
  outer_block(s, outer);
  return digest_words(s.feba[0], s.hgdc[0]);
}

[[gnu::noinline]] void finish_mac(unsigned char* out, __m128i feba, __m128i hgdc, __m128i w0,
                                  __m128i w1, __m128i w2, __m128i w3,
                                  const std::uint32_t* outer) noexcept {
  const Digest digest = last_two_blocks(feba, hgdc, w0, w1, w2, w3, outer);
  store(out, swap_words(digest.abcd));
  store(out + 16, swap_words(digest.efgh));
}

[[gnu::noinline]] void finish_signature(char* out, __m128i feba, __m128i hgdc, __m128i w0,
                                        __m128i w1, __m128i w2, __m128i w3,
                                        const std::uint32_t* outer) noexcept {
  const Digest digest = last_two_blocks(feba, hgdc, w0, w1, w2, w3, outer);
  store_letters(out, encode_words(digest.abcd, digest.efgh));
}

// Compares without writing the right signature anywhere, and without a branch before all of it
// was compared.
[[gnu::noinline]] bool finish_verdict(const char* signature, __m128i feba, __m128i hgdc, __m128i w0,
                                      __m128i w1, __m128i w2, __m128i w3,
                                      const std::uint32_t* outer) noexcept {
  const Digest digest = last_two_blocks(feba, hgdc, w0, w1, w2, w3, outer);
  const Letters text = encode_words(digest.abcd, digest.efgh);
  int last_four = 0;
  std::memcpy(&last_four, signature + 40, sizeof last_four);
  const __m128i third = _mm_insert_epi32(
      _mm_loadl_epi64(reinterpret_cast<const __m128i*>(signature + 32)), last_four, 2);
  const __m128i first_differs = _mm_xor_si128(text.first, load(signature));
  const __m128i second_differs = _mm_xor_si128(text.second, load(signature + 16));
  const __m128i third_differs = _mm_xor_si128(text.third, third);
  const __m128i differs = _mm_or_si128(_mm_or_si128(first_differs, second_differs), third_differs);
  return _mm_testz_si128(differs, differs) != 0;
}

bool is_usable() noexcept { return cpu_features().has_sha; }

void digest(std::span<unsigned char, kMacBytes> out, std::string_view bytes) noexcept {
  States<1> initial{};
  load_words(initial, kSha256InitialState.data());
  __m128i state[2] = {initial.feba[0], initial.hgdc[0]};
  const std::size_t num_whole = bytes.size() / kSha256BlockBytes;
  absorb_blocks(state, state, bytes.data(), num_whole);

  alignas(16) std::array<char, 2 * kSha256BlockBytes> tail{};
  const std::size_t rest = bytes.size() % kSha256BlockBytes;
  if (rest > 0) std::memcpy(tail.data(), bytes.data() + bytes.size() - rest, rest);
  tail[rest] = '\x80';
  const std::size_t num_blocks = tail_has_two_blocks(bytes.size()) ? 2 : 1;
  store(tail.data() + num_blocks * kSha256BlockBytes - 16,
        _mm_or_si128(load(tail.data() + num_blocks * kSha256BlockBytes - 16),
                     swap_words(length_piece(0, bytes.size()))));
  absorb_blocks(state, state, tail.data(), num_blocks);
  OPENSSL_cleanse(tail.data(), tail.size());  // `bytes` may be a long secret

  const Digest words = digest_words(state[0], state[1]);
  store(out.data(), swap_words(words.abcd));
  store(out.data() + 16, swap_words(words.efgh));
}

void prepare_pad(Sha256State& to, const Sha256Block& block) noexcept {
  States<1> initial{};
  load_words(initial, kSha256InitialState.data());
  const __m128i from[2] = {initial.feba[0], initial.hgdc[0]};
  __m128i state[2];
  absorb_blocks(state, from, reinterpret_cast<const char*>(block.data()), 1);
  store(to.data(), state[0]);
  store(to.data() + 4, state[1]);
  OPENSSL_cleanse(state, sizeof state);
}

void prepare(HmacPads& pads, const Sha256Block& inner, const Sha256Block& outer) noexcept {
  prepare_pad(pads.inner, inner);
  prepare_pad(pads.outer, outer);
}

void mac(std::span<unsigned char, kMacBytes> out, const HmacPads& pads,
         std::string_view body) noexcept {
  const AlmostDone a = start(pads, body.data(), body.size());
  finish_mac(out.data(), a.feba, a.hgdc, a.w0, a.w1, a.w2, a.w3, pads.outer.data());
}

void sign(std::span<char, kSignatureLength> out, const HmacPads& pads,
          std::string_view body) noexcept {
  const AlmostDone a = start(pads, body.data(), body.size());
  finish_signature(out.data(), a.feba, a.hgdc, a.w0, a.w1, a.w2, a.w3, pads.outer.data());
}

bool verify(const HmacPads& pads, std::string_view body,
            std::span<const char, kSignatureLength> signature) noexcept {
  const AlmostDone a = start(pads, body.data(), body.size());
  return finish_verdict(signature.data(), a.feba, a.hgdc, a.w0, a.w1, a.w2, a.w3,
                        pads.outer.data());
}

// Bodies that follow each other and have as many blocks go in pairs; the others go alone. Looking
// further would need memory, and the bodies of one endpoint are alike.
void sign_batch(Signature* out, const HmacPads& pads,
                std::span<const std::string_view> bodies) noexcept {
  const auto num_blocks = [](std::string_view body) { return (body.size() + 8) / 64; };
  std::size_t i = 0;
  while (i < bodies.size()) {
    std::size_t alike = 1;
    while (i + alike < bodies.size() && num_blocks(bodies[i + alike]) == num_blocks(bodies[i])) {
      ++alike;
    }
    if (alike > 1) sign_pairs(out + i, pads, bodies.data() + i, alike / 2);
    if (alike % 2 != 0) sign(out[i + alike - 1], pads, bodies[i + alike - 1]);
    i += alike;
  }
}

}  // namespace

constinit const Sha256Kernel kSha256Shani = {.name = "shani",
                                             .is_usable = &is_usable,
                                             .digest = &digest,
                                             .prepare = &prepare,
                                             .mac = &mac,
                                             .sign = &sign,
                                             .verify = &verify,
                                             .sign_batch = &sign_batch};

}  // namespace everstrike::signing
