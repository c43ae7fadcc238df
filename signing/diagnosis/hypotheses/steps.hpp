// Which mistakes a recipe contains: at most two, in the order of the catalogue, each once. Two are
// as far as a proof stays believable to read; a third is refused by `add`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "signing/diagnosis/catalogue/mistake.hpp"

namespace everstrike::diagnosis {

class Steps {
 public:
  static constexpr std::size_t kStepsMax = 2;

  Steps() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): one mistake is a list of one
  Steps(MistakeId id) : ids_{id}, size_(1) {}

  // with gives these steps and `id`, or nothing when that would be more than two.
  [[nodiscard]] std::optional<Steps> with(MistakeId id) const {
    for (std::size_t i = 0; i < size_; ++i) {
      if (ids_[i] == id) return *this;
    }
    if (size_ == kStepsMax) return std::nullopt;
    Steps more = *this;
    more.ids_[more.size_++] = id;
    if (more.size_ == kStepsMax && more.ids_[1] < more.ids_[0]) {
      std::swap(more.ids_[0], more.ids_[1]);
    }
    return more;
  }
  [[nodiscard]] std::optional<Steps> with(const Steps& others) const {
    std::optional<Steps> all = *this;
    for (std::size_t i = 0; i < others.size_ && all; ++i) all = all->with(others.ids_[i]);
    return all;
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const Mistake& operator[](std::size_t i) const { return mistake(ids_[i]); }
  [[nodiscard]] bool contains(MistakeId id) const {
    return (size_ > 0 && ids_[0] == id) || (size_ > 1 && ids_[1] == id);
  }
  // text is "hex_instead_of_base64" or, for two, "hex_instead_of_base64+line_end_signed".
  [[nodiscard]] std::string text() const {
    std::string joined;
    for (std::size_t i = 0; i < size_; ++i) {
      if (i > 0) joined += '+';
      joined += mistake(ids_[i]).slug;
    }
    return joined;
  }
  friend bool operator==(const Steps& a, const Steps& b) {
    return a.size_ == b.size_ && a.ids_ == b.ids_;
  }

 private:
  std::array<MistakeId, kStepsMax> ids_{};
  std::uint8_t size_ = 0;
};

}  // namespace everstrike::diagnosis
