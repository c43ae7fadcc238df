// What a journal entry should look like: some of its fields with the values expected. Used to find
// entries, and to say how an entry that was not found differs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/journal/entry.hpp"

namespace everstrike::mock_server {

// One expectation. Values are compared as text, byte by byte; nullopt expects the field's absence.
struct Expectation {
  // One of entry_fields(), or "body.<name>" for a field of the form-urlencoded body, or
  // "headers.<name>" (any letter case).
  std::string field;
  std::optional<std::string> value;
};

// An entry matches when every expectation holds; an empty pattern matches every entry.
using Pattern = std::vector<Expectation>;

struct Difference {
  std::string field;
  std::optional<std::string> expected;
  std::optional<std::string> found;
};

// entry_fields gives the names that an Expectation may have, besides body.* and headers.*.
[[nodiscard]] const std::vector<std::string_view>& entry_fields();
// differences gives the expectations that do not hold.
[[nodiscard]] std::vector<Difference> differences(const Entry& entry, const Pattern& pattern);
[[nodiscard]] inline bool matches(const Entry& entry, const Pattern& pattern) {
  return differences(entry, pattern).empty();
}

}  // namespace everstrike::mock_server
