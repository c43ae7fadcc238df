// How far one text is from another in typing errors: the least number of inserted, dropped or
// changed characters and swapped neighbours (Damerau-Levenshtein, restricted to swaps of
// neighbours). Counted in bytes; time and memory grow with the product of the lengths, so callers
// bound what a stranger wrote.
#pragma once

#include <cstddef>
#include <string_view>

namespace everstrike::signing {

[[nodiscard]] std::size_t edits_between(std::string_view a, std::string_view b);

}  // namespace everstrike::signing
