// The kernel in plain C++ (FIPS 180-4, section 6.2), for the day neither the processor nor
// libcrypto helps, and as a second opinion in tests. Six times the floor.
#include <openssl/crypto.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_generic.hpp"

namespace everstrike::signing {
namespace {

std::uint32_t read_big_endian(const unsigned char* from) noexcept {
  return std::uint32_t{from[0]} << 24 | std::uint32_t{from[1]} << 16 | std::uint32_t{from[2]} << 8 |
         std::uint32_t{from[3]};
}

void write_big_endian(unsigned char* to, std::uint32_t word) noexcept {
  for (int shift = 24; shift >= 0; shift -= 8) *to++ = static_cast<unsigned char>(word >> shift);
}

void compress(Sha256State& state, const unsigned char* block) noexcept {
  std::uint32_t w[64];
  for (int t = 0; t < 16; ++t) w[t] = read_big_endian(block + 4 * t);
  for (int t = 16; t < 64; ++t) {
    const std::uint32_t x = w[t - 15];
    const std::uint32_t y = w[t - 2];
    const std::uint32_t small_0 = std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3;
    const std::uint32_t small_1 = std::rotr(y, 17) ^ std::rotr(y, 19) ^ y >> 10;
    w[t] = w[t - 16] + small_0 + w[t - 7] + small_1;
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (int t = 0; t < 64; ++t) {
    const std::uint32_t big_1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const std::uint32_t choice = (e & f) ^ (~e & g);
    const std::uint32_t one = h + big_1 + choice + kSha256RoundConstants[t] + w[t];
    const std::uint32_t big_0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const std::uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = d + one;
    d = c;
    c = b;
    b = a;
    a = one + big_0 + majority;
  }
  const Sha256State change = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += change[i];
}

// The digest of `before` bytes that led to `state`, followed by `bytes`.
void finish(unsigned char* out, Sha256State state, std::size_t before,
            std::string_view bytes) noexcept {
  const auto* from = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t rest = bytes.size();
  for (; rest >= kSha256BlockBytes; rest -= kSha256BlockBytes, from += kSha256BlockBytes) {
    compress(state, from);
  }
  Sha256Block block{};
  std::copy_n(from, rest, block.begin());
  block[rest] = 0x80;
  if (rest + 1 + sizeof(std::uint64_t) > block.size()) {
    compress(state, block.data());
    block.fill(0);
  }
  const std::uint64_t bits = static_cast<std::uint64_t>(before + bytes.size()) * 8;
  write_big_endian(block.data() + 56, static_cast<std::uint32_t>(bits >> 32));
  write_big_endian(block.data() + 60, static_cast<std::uint32_t>(bits));
  compress(state, block.data());
  OPENSSL_cleanse(block.data(), block.size());  // may hold the end of a long secret
  for (const std::uint32_t word : state) {
    write_big_endian(out, word);
    out += sizeof word;
  }
}

bool is_usable() noexcept { return true; }

void digest(std::span<unsigned char, kMacBytes> out, std::string_view bytes) noexcept {
  finish(out.data(), kSha256InitialState, 0, bytes);
}

void prepare(HmacPads& pads, const Sha256Block& inner, const Sha256Block& outer) noexcept {
  pads.inner = kSha256InitialState;
  compress(pads.inner, inner.data());
  pads.outer = kSha256InitialState;
  compress(pads.outer, outer.data());
}

void mac(std::span<unsigned char, kMacBytes> out, const HmacPads& pads,
         std::string_view body) noexcept {
  std::array<unsigned char, kMacBytes> inner_digest;
  finish(inner_digest.data(), pads.inner, kSha256BlockBytes, body);
  finish(out.data(), pads.outer, kSha256BlockBytes,
         {reinterpret_cast<const char*>(inner_digest.data()), inner_digest.size()});
}

}  // namespace

constinit const Sha256Kernel kSha256Portable = {.name = "portable",
                                                .is_usable = &is_usable,
                                                .digest = &digest,
                                                .prepare = &prepare,
                                                .mac = &mac,
                                                .sign = &sign_by_mac<&mac>,
                                                .verify = &verify_by_mac<&mac>,
                                                .sign_batch = &sign_one_by_one<&mac>};

}  // namespace everstrike::signing
