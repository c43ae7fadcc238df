// One small function for each way to write a digest wrongly. A peel takes off what was put around
// or done to a finished text; a leaf reads a text as a digest. reading.cpp combines them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/reading.hpp"

namespace everstrike::diagnosis {

struct Peeled {
  std::string text;          // what was there before the mistake
  std::string_view written;  // "percent_encode({})": {} is what the text was made of
};

struct Peel {
  MistakeId id;
  void (*undo)(std::string_view text, std::vector<Peeled>& out);
};

struct Leaf {
  void (*read)(std::string_view text, std::vector<Reading>& out);
};

[[nodiscard]] std::span<const Peel> peels() noexcept;
[[nodiscard]] std::span<const Leaf> leaves() noexcept;
[[nodiscard]] std::span<const OneWay> one_ways() noexcept;

}  // namespace everstrike::diagnosis
