// Members of hand-written JSON objects with bounds and words, on top of json::ObjectReader: each
// getter fills its target when the member is there and right, and otherwise notes what was
// expected.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/reader.hpp"
#include "mock_server/faults/fault_json.hpp"

namespace everstrike::mock_server {

struct Bounds {
  std::uint64_t from = 0;
  std::uint64_t to = 0;  // belongs to it
};

// The whole number `name`. It stays as it is when the member is absent, unless that is wrong.
enum class Presence { required, optional };

template <class Number>
void read_whole(json::ObjectReader& reader, const std::string& name, Bounds bounds, Number& target,
                Presence presence = Presence::optional) {
  if (!reader.has(name) && presence == Presence::required) {
    (void)reader.whole_number_if_present(name);
    reader.fail("", "the member \"" + name + "\" is missing");
    return;
  }
  const auto value = reader.whole_number_if_present(name);
  if (!value) return;
  if (*value < bounds.from || *value > bounds.to) {
    reader.fail(name, "expected a whole number from " + std::to_string(bounds.from) + " to " +
                          std::to_string(bounds.to));
    return;
  }
  target = static_cast<Number>(*value);
}

// `text` as the value of one of `words`, at the member `name` of `reader`.
template <class Value, std::size_t kCount>
void read_word(json::ObjectReader& reader, const std::string& name, std::string_view text,
               const Words<Value, kCount>& words, Value& target) {
  std::string expected;
  for (const auto& [word, value] : words) {
    if (word == text) {
      target = value;
      return;
    }
    expected.append(expected.empty() ? "" : ", ").append(word);
  }
  reader.fail(name, "expected one of: " + expected);
}

}  // namespace everstrike::mock_server
