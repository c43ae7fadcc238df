// A question about every byte of a text, asked of eight bytes at once: for texts in which nearly
// always none is of the kind that is looked for.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace everstrike::signing {

inline constexpr std::uint64_t kEachByte = 0x0101010101010101U;
inline constexpr std::uint64_t kTopBits = 0x80 * kEachByte;

// Each gives 0 if none of the eight bytes is below `bound` (at most 0x80), or is `c`, and something
// else if one is.
constexpr std::uint64_t any_below(std::uint64_t eight, unsigned char bound) {
  return (eight - bound * kEachByte) & ~eight & kTopBits;
}
constexpr std::uint64_t any_equal(std::uint64_t eight, char c) {
  return any_below(eight ^ static_cast<unsigned char>(c) * kEachByte, 1);
}

// any_of_eight gives whether `any` gives something else than 0 for any eight bytes of the text. A
// shorter text is asked about with letters in place of what it lacks.
template <class Any>
[[nodiscard]] bool any_of_eight(std::string_view text, const Any& any) {
  std::uint64_t eight = 'a' * kEachByte;
  if (text.size() < sizeof eight) {
    for (const char c : text) eight = eight << 8 | static_cast<unsigned char>(c);
    return any(eight) != 0;
  }
  const char* const last = text.data() + text.size() - sizeof eight;
  for (const char* at = text.data(); at < last; at += sizeof eight) {
    std::memcpy(&eight, at, sizeof eight);
    if (any(eight) != 0) return true;
  }
  std::memcpy(&eight, last, sizeof eight);
  return any(eight) != 0;
}

// may_hold_controls tells whether a text may hold control characters; that it holds none is sure.
[[nodiscard]] inline bool may_hold_controls(std::string_view text) {
  return any_of_eight(
      text, [](std::uint64_t eight) { return any_below(eight, 0x20) | any_equal(eight, 0x7f); });
}

}  // namespace everstrike::signing
