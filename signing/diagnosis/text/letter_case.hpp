// Lower and upper case, of ASCII and of the accented letters of Latin-1, as toUpperCase() and
// str.upper() change them. Text that isn't UTF-8 has only its ASCII letters changed.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::diagnosis {

[[nodiscard]] std::string lower_case_of(std::string_view text);
[[nodiscard]] std::string upper_case_of(std::string_view text);

}  // namespace everstrike::diagnosis
