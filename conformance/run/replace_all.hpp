// Fills in placeholders.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::conformance {

// replace_all puts `to` where `from` stands in `text`; what it put there is not looked at again.
void replace_all(std::string& text, std::string_view from, const std::string& to);

}  // namespace everstrike::conformance
