// The published vectors (fixtures/vectors) as part of the program, so that it brings along exactly
// those of its own version wherever it is copied to. They cost some 4 MB of the file and no
// memory until they are read.
#pragma once

#include <span>
#include <string_view>

namespace everstrike::conformance {

struct VectorText {
  std::string_view name;  // "sign_js"
  std::string_view json;
};

[[nodiscard]] std::span<const VectorText> vector_files();

}  // namespace everstrike::conformance
