// "Did you mean …": the name that a mistyped one was probably meant to be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::command_line {

// nearest_name gives the member of `names` that differs from `typed` by the fewest inserted,
// dropped, changed or swapped characters, if that is at most a third of the typed length (and at
// most 3). Of equally near names the first in `names` is taken.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view typed,
                                                      const std::vector<std::string>& names);

}  // namespace everstrike::command_line
