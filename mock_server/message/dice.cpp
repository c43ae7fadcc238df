#include "mock_server/message/dice.hpp"

namespace everstrike::mock_server {
namespace {

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit moves every output bit.
std::uint64_t mix(std::uint64_t x) noexcept {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

std::uint64_t absorb(std::uint64_t state, std::string_view text) noexcept {
  state = mix(state ^ text.size());
  // FNV-1a over the bytes, mixed at the end; texts are short names.
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ state;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  return mix(hash);
}

}  // namespace

std::uint64_t keyed_draw(std::uint64_t seed, std::string_view rule_id, std::string_view api_key,
                         std::uint64_t ordinal) noexcept {
  return mix(absorb(absorb(mix(seed), rule_id), api_key) ^ mix(ordinal));
}

std::uint64_t Die::roll(std::uint64_t index) const noexcept {
  return mix(base_ ^ mix(index + 0x5D1E5D1E5D1E5D1EULL));
}

double Die::unit(std::uint64_t index) const noexcept {
  return (static_cast<double>(roll(index) >> 11) + 0.5) * 0x1.0p-53;
}

bool strikes(Chance chance, std::uint64_t seed, std::string_view rule_id, std::string_view api_key,
             std::uint64_t ordinal) noexcept {
  if (chance.in >= chance.of) return true;
  // The top 32 bits scaled to `of`: even to one part in four billion, without a division's bias.
  const std::uint64_t draw = keyed_draw(seed, rule_id, api_key, ordinal) >> 32;
  return (draw * chance.of >> 32) < chance.in;
}

}  // namespace everstrike::mock_server
