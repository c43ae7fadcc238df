// One case as plain lines, for formats that hold text: what was asked, what was seen and where the
// two part, what to change, and the line that repeats it. The client's bytes in it are as they
// came: the caller passes the whole through `shown`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// A line of what is known of a case: "expected", "id=a+b".
struct Fact {
  std::string_view name;
  std::string value;
};

// facts_of lists what is known, the most useful first; facts without a value are left out. Neither
// output, journal nor reproducers are among them.
[[nodiscard]] std::vector<Fact> facts_of(const CaseResult& result);

// case_text is all of a case but the client's output: facts, journal, reproducers.
[[nodiscard]] std::string case_text(const CaseResult& result);

// first_difference is the first byte where the two differ, nullopt when they are equal.
[[nodiscard]] std::optional<std::size_t> first_difference(std::string_view expected,
                                                          std::string_view seen);

// journal_lines is the journal as text: a line for each request and what became of it, and below
// it the request itself, indented.
[[nodiscard]] std::string journal_lines(const std::vector<JournalExtract>& journal);

}  // namespace everstrike::conformance
