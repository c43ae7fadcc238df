// The output of a client, of which nobody knows how much will come: keeps its beginning and its
// end and counts the rest, so that a client that prints for ever costs no memory.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace everstrike::conformance {

class BoundedText {
 public:
  explicit BoundedText(std::size_t head_max = 64 * 1024, std::size_t tail_max = 64 * 1024)
      : head_max_(head_max), tail_max_(tail_max) {}

  void add(std::string_view bytes);
  // text gives all of it, or beginning and end with a line between them that says how much is
  // missing. `clean`, if there is one, gets each part with some bytes of what is missing, so that
  // it sees as a whole what lies across the cut, and changes it in place.
  using Clean = std::function<void(std::string&)>;
  [[nodiscard]] std::string text(const Clean& clean = {}) const;

 private:
  // How much of what is left out is kept on either side.
  static constexpr std::size_t kOverlap = 4096;

  std::size_t head_max_;
  std::size_t tail_max_;
  std::string head_;
  std::string tail_;
  std::size_t dropped_ = 0;
};

// ending_of gives the last `max` bytes of `text`, with a mark in front where something is missing.
[[nodiscard]] std::string ending_of(const std::string& text, std::size_t max);

}  // namespace everstrike::conformance
