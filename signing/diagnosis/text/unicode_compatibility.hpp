// Letters that look like others and are taken apart by the compatibility forms of Unicode: "\ufb01"
// is "fi", a full-width or circled digit is the digit. Source: Unicode 14.0, UnicodeData.txt, those
// of Latin, punctuation, numbers and full and half width; made with Python's unicodedata.
#pragma once

#include <string_view>

namespace everstrike::diagnosis {

// What a letter is taken apart into, in full; empty where there is nothing to take apart. With
// `canonical_only` only where the two are the same letter, such as the sign of Kelvin and a K.
[[nodiscard]] std::u32string_view alike(char32_t letter, bool canonical_only);

// combining_class tells the order of marks on one letter; 0 of what is no mark.
[[nodiscard]] int combining_class(char32_t letter);

}  // namespace everstrike::diagnosis
