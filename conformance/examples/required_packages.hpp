// What a program needs before it can run: its packages, found in its text and looked for by its
// own runtime. Nothing is ever fetched.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/examples/page_programs.hpp"

namespace everstrike::conformance {

// packages_named gives the modules that a program requires or imports, each once, those of files
// beside it left out.
[[nodiscard]] std::vector<std::string> packages_named(Language language, std::string_view text);

// is_module tells whether JavaScript has to be run as a module (it says import or export).
[[nodiscard]] bool is_module(std::string_view javascript);

}  // namespace everstrike::conformance
