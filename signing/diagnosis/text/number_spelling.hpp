// One number as the languages, libraries and locales of the field write it: 0.1 and 0.10000000,
// 1.0E-7 and 1e-07, 1,234.5 and 1.234,5 and ١٢٣٤, what a double and a float make of it, what is
// left when it is rounded. The spellings are made of the number's value, so that it doesn't matter
// which of two spellings is the odd one: each is in the family of the other. Source: measured with
// each language's own printer where one is at hand, else its documentation: Java's Double.toString
// and BigDecimal, PHP's precision=14 and 17, Go's strconv, .NET's "R" and "E", Python's repr and
// decimal, ECMA-262 Number::toString, C's printf, Ruby's BigDecimal, CLDR's groups.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::diagnosis {

// number_family gives the spellings of what `text` may be as a number, the likely ones first; empty
// when it is none. Each place of the list is one way to write, and holds "" where that way doesn't
// apply, so that the same place of several families is what one writer makes of several numbers.
// `text` itself is among them as a rule. Takes texts of up to 160 bytes.
[[nodiscard]] std::vector<std::string> number_family(std::string_view text);

// The first so many places are what languages write by default.
inline constexpr std::size_t kUsualSpellings = 48;

}  // namespace everstrike::diagnosis
