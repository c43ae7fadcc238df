// All vector files of the project, read once, for tests that go through every vector.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "conformance/test/parity/vector.hpp"

namespace everstrike::conformance {

struct AllVectors {
  std::vector<Vector> vectors;
  std::vector<std::string> errors;  // of files that could not be read, one line each
};

// all_vectors reads fixtures/vectors below `source_folder` at its first call.
[[nodiscard]] const AllVectors& all_vectors(const std::string& source_folder);

// Writes a vector's name and comment, where gtest would print its bytes.
std::ostream& operator<<(std::ostream& out, const Vector& vector);

}  // namespace everstrike::conformance
