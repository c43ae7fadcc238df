// Files that are part of the program (everstrike_embed in CMakeLists.txt).
#pragma once

#include <string_view>

namespace everstrike::mock_server::embedded {

extern const std::string_view trust_shim;  // the shared library made of trust_shim.cpp
extern const std::string_view node_shim;   // redirect.cjs

}  // namespace everstrike::mock_server::embedded
