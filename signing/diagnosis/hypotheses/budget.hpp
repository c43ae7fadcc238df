// How much work one diagnosis may cost: so many digests, and so many bytes made and hashed, which
// is what bounds the time for long bodies. Counted, never measured: the same request costs the
// same on every machine, and is diagnosed alike.
#pragma once

#include <algorithm>
#include <cstddef>

namespace everstrike::diagnosis {

struct Limits {
  std::size_t digests_max = 7'000;
  std::size_t bytes_max = 3 * 1024 * 1024;
};

class Budget {
 public:
  explicit Budget(const Limits& limits) : limits_(limits) {}

  // take_digest says whether another digest over `bytes` may be computed, and counts it.
  bool take_digest(std::size_t bytes) {
    if (digests_ >= limits_.digests_max || !take_bytes(bytes)) return false;
    ++digests_;
    return true;
  }
  // take_bytes does the same for text that is only made. A small text costs its handling.
  bool take_bytes(std::size_t bytes) {
    const std::size_t cost = bytes + kHandlingBytes;
    if (limits_.bytes_max - bytes_ < cost) {
      bytes_ = limits_.bytes_max;
      return false;
    }
    bytes_ += cost;
    return true;
  }
  [[nodiscard]] bool spent() const {
    return digests_ >= limits_.digests_max || bytes_ >= limits_.bytes_max;
  }
  [[nodiscard]] std::size_t digests() const { return digests_; }

  // hold_back_half keeps half of what is left for what comes later, until give_back.
  void hold_back_half() {
    held_back_ = {.digests_max = (limits_.digests_max - digests_) / 2,
                  .bytes_max = (limits_.bytes_max - bytes_) / 2};
    limits_.digests_max -= held_back_.digests_max;
    limits_.bytes_max -= held_back_.bytes_max;
  }
  void give_back() {
    limits_.digests_max += held_back_.digests_max;
    limits_.bytes_max += held_back_.bytes_max;
    held_back_ = {.digests_max = 0, .bytes_max = 0};
  }

 private:
  static constexpr std::size_t kHandlingBytes = 64;
  Limits limits_;
  Limits held_back_ = {.digests_max = 0, .bytes_max = 0};
  std::size_t digests_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace everstrike::diagnosis
