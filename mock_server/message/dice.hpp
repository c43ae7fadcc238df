// Seeded chance without state. A draw is a pure function of (seed, rule, api key, ordinal), so
// the same seed strikes the same requests whatever the threads do, a rule that is added shifts no
// other, and the future can be printed before it happens.
#pragma once

#include <cstdint>
#include <string_view>

namespace everstrike::mock_server {

// A ratio of integers: strikes `in` times of `of`.
struct Chance {
  std::uint32_t in = 1;
  std::uint32_t of = 1;
};

// keyed_draw gives 64 evenly spread bits for the four keys. The texts are hashed with their
// lengths, so ("ab","c") and ("a","bc") draw apart. Not a cryptographic function.
[[nodiscard]] std::uint64_t keyed_draw(std::uint64_t seed, std::string_view rule_id,
                                       std::string_view api_key, std::uint64_t ordinal) noexcept;

// The random numbers of one strike, for faults that need some (a wait, bytes of garbage): pure
// functions of the same four keys, apart from the draw that decided whether it strikes.
class Die {
 public:
  Die() = default;
  Die(std::uint64_t seed, std::string_view rule_id, std::string_view api_key,
      std::uint64_t ordinal) noexcept
      : base_(keyed_draw(seed, rule_id, api_key, ordinal)) {}

  // roll gives the index-th 64 bits.
  [[nodiscard]] std::uint64_t roll(std::uint64_t index) const noexcept;
  // unit gives the index-th number between 0 and 1, both excluded.
  [[nodiscard]] double unit(std::uint64_t index) const noexcept;

 private:
  std::uint64_t base_ = 0;
};

// strikes says whether the request that is the `ordinal`-th match (from 1) of its rule for its
// api key is hit.
[[nodiscard]] bool strikes(Chance chance, std::uint64_t seed, std::string_view rule_id,
                           std::string_view api_key, std::uint64_t ordinal) noexcept;

}  // namespace everstrike::mock_server
