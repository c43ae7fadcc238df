// The words that stand for the values of an enum in a file format: one table for both directions.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace everstrike::json {

template <class Value, std::size_t kCount>
using Words = std::array<std::pair<std::string_view, Value>, kCount>;

// only_words gives the words alone, for who lists what was expected.
template <class Value, std::size_t kCount>
[[nodiscard]] constexpr std::array<std::string_view, kCount> only_words(
    const Words<Value, kCount>& words) {
  std::array<std::string_view, kCount> only;
  for (std::size_t i = 0; i < kCount; ++i) only[i] = words[i].first;
  return only;
}

// word_of gives the word for a value, "" if it has none.
template <class Value, std::size_t kCount>
[[nodiscard]] constexpr std::string_view word_of(Value value, const Words<Value, kCount>& words) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return word;
  }
  return "";
}

// value_of gives the value that a word stands for.
template <class Value, std::size_t kCount>
[[nodiscard]] constexpr std::optional<Value> value_of(std::string_view text,
                                                      const Words<Value, kCount>& words) {
  for (const auto& [word, meaning] : words) {
    if (word == text) return meaning;
  }
  return std::nullopt;
}

}  // namespace everstrike::json
