// The four normal forms of Unicode: an accented letter as one code point or as a letter and a
// combining mark, ligatures and full-width letters as such or as the plain ones. Covers the letters
// of European languages, Vietnamese, Japanese kana, Hangul, and of the compatibility letters those
// that are met in texts (unicode_compatibility.hpp); all of them would need a library of megabytes.
// Source: Unicode 14.0, UnicodeData.txt and annex 15.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

enum class UnicodeForm { composed, decomposed, compatible_composed, compatible_decomposed };
inline constexpr std::array kUnicodeForms = {UnicodeForm::decomposed, UnicodeForm::composed,
                                             UnicodeForm::compatible_composed,
                                             UnicodeForm::compatible_decomposed};

[[nodiscard]] std::u32string in_form(std::u32string_view text, UnicodeForm form);

// Ways back from a compatibility form: "fi" to one letter, ASCII to full width.
[[nodiscard]] std::u32string with_ligatures(std::u32string_view text);
[[nodiscard]] std::u32string with_full_width(std::u32string_view text);

}  // namespace everstrike::diagnosis
