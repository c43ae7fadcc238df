// Composed and decomposed accents: "é" as one code point or as "e" and a combining mark. Covers the
// letters of European languages, Vietnamese and Japanese kana, which is what is met in practice
// (file names of macOS are decomposed); a full normalisation would need a library of megabytes.
// Source: Unicode 14.0, UnicodeData.txt, canonical decompositions of two code points.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::diagnosis {

[[nodiscard]] std::u32string decomposed(std::u32string_view text);
[[nodiscard]] std::u32string composed(std::u32string_view text);

}  // namespace everstrike::diagnosis
