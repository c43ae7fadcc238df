// Members of hand-written JSON objects with bounds and words, on top of ObjectReader: each getter
// fills its target when the member is there and right, and otherwise notes what was expected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/reader.hpp"
#include "json/words.hpp"

namespace everstrike::json {

// The whole number `name`. It stays as it is when the member is absent, unless that is wrong.
enum class Presence { required, optional };

template <class Number>
void read_whole(ObjectReader& reader, const std::string& name, Bounds bounds, Number& target,
                Presence presence = Presence::optional) {
  if (!reader.has(name) && presence == Presence::required) {
    (void)reader.whole_number_if_present(name);
    reader.fail("", "the member \"" + name + "\" is missing");
    return;
  }
  if (const auto value = reader.whole_number_if_present(name, bounds)) {
    target = static_cast<Number>(*value);
  }
}

// `text` as the value of one of `words`, at the member `name` of `reader`.
template <class Value, std::size_t kCount>
void read_word(ObjectReader& reader, const std::string& name, std::string_view text,
               const Words<Value, kCount>& words, Value& target) {
  if (const auto value = value_of(text, words)) {
    target = *value;
    return;
  }
  std::string expected;
  for (const auto& [word, value] : words) {
    expected.append(expected.empty() ? "" : ", ").append(word);
  }
  reader.fail(name, "expected one of: " + expected);
}

// The member `name`, if it is there, as one of `words`.
template <class Value, std::size_t kCount>
void read_word(ObjectReader& reader, const std::string& name, const Words<Value, kCount>& words,
               Value& target) {
  if (const auto text = reader.text_if_present(name)) {
    read_word(reader, name, *text, words, target);
  }
}

// What stands at the JSON pointer of an element; nullopt where that is something else. None of
// them notes an error: the caller knows what the whole array should have been.
[[nodiscard]] std::optional<std::uint64_t> whole_at(const ObjectReader& reader,
                                                    const std::string& pointer);
[[nodiscard]] std::optional<std::string> text_at(const ObjectReader& reader,
                                                 const std::string& pointer);
// texts_at reads an array of nothing but texts.
[[nodiscard]] std::optional<std::vector<std::string>> texts_at(const ObjectReader& reader,
                                                               const std::string& pointer);

}  // namespace everstrike::json
