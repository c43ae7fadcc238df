// One number, spelled as the languages of the field spell it: 1 and 1.0, 0.00001 and 1e-05 and
// 1E-5, 1.5 and 1,5. Each function gives one such spelling of a text, or nothing when the text is
// no number.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

using NumberSpelling = std::optional<std::string> (*)(std::string_view text);

[[nodiscard]] std::span<const NumberSpelling> number_spellings() noexcept;

}  // namespace everstrike::diagnosis
