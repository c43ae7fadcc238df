// What a value must be beyond a text or a number: the words for it, which the help, the errors and
// the manual page share, and the look at a given value. The words are ours: the library's own
// checks word the same thing differently from release to release.
// A complaint goes behind the option's name. It doesn't stand where the value came from a variable,
// which may hold a misplaced secret, so that `expected` has to say everything.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace everstrike::command_line {

struct Bounds {
  std::uint64_t least = 0;
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
};

struct ValueCheck {
  std::string expected;                                           // "a whole number from 1 to 9"
  std::string limits;                                             // "1 - 9", or nothing
  std::function<std::string(const std::string& text)> complaint;  // "" about a right value
  std::optional<Bounds> bounds = {};                              // of a whole number
};

// whole_number takes decimal digits only. The library's conversion takes "-1" for the largest
// number there is, "" for 0 and too many digits for the largest again.
[[nodiscard]] ValueCheck whole_number(Bounds bounds);

// without_leading_zeros is for the library, which reads "010" as the octal 8.
[[nodiscard]] std::string without_leading_zeros(std::string text);

// in_range is a whole_number, or a number with a fraction, whose limits the manual page names.
[[nodiscard]] ValueCheck in_range(int least, int most);
[[nodiscard]] ValueCheck in_range(double least, double most);

[[nodiscard]] ValueCheck one_of(const std::vector<std::string>& words);

[[nodiscard]] ValueCheck existing_folder();

}  // namespace everstrike::command_line
