// What a journal entry should look like: some of its fields with the values expected. Used to find
// entries, and to say how an entry that was not found differs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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

// A pattern ready to be held against many entries: each entry is read once, whatever the number of
// expectations. Not thread-safe.
class Matcher {
 public:
  // `pattern` must outlive this object.
  explicit Matcher(const Pattern& pattern);

  // differences gives the expectations that do not hold.
  [[nodiscard]] std::vector<Difference> differences(const Entry& entry);
  // num_differences gives how many those are; differs_in_key tells, of the entry it was last asked
  // about, whether the API key is among them.
  [[nodiscard]] std::size_t num_differences(const Entry& entry);
  [[nodiscard]] bool differs_in_key() const { return differs_in_key_; }
  [[nodiscard]] bool matches(const Entry& entry) { return num_differences(entry) == 0; }

 private:
  using Places = std::unordered_map<std::string_view, std::vector<std::size_t>>;

  template <class Take>
  void read(const Entry& entry, Take take) const;

  const Pattern& pattern_;
  std::vector<std::pair<std::size_t, std::size_t>> fields_;  // expectation, which field
  std::vector<std::size_t> orders_;
  Places in_body_;
  std::vector<std::string> header_names_;  // in lower case; in_headers_ points there
  Places in_headers_;
  std::vector<char> states_;
  bool differs_in_key_ = false;
};

// differences and matches do it once.
[[nodiscard]] std::vector<Difference> differences(const Entry& entry, const Pattern& pattern);
[[nodiscard]] inline bool matches(const Entry& entry, const Pattern& pattern) {
  return Matcher(pattern).matches(entry);
}

}  // namespace everstrike::mock_server
