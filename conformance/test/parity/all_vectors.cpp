#include "conformance/test/parity/all_vectors.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <ostream>

#include "conformance/test/parity/vector_file.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::array kFiles = {"encode_js", "encode_python", "typed_js",  "typed_python",
                               "sign_js",   "sign_python",   "refuse_js", "refuse_python"};

AllVectors read_all(const std::string& source_folder) {
  AllVectors all;
  for (const char* name : kFiles) {
    auto file = load_vector_file(source_folder + "/fixtures/vectors", name);
    if (file) {
      std::ranges::move(file->vectors, std::back_inserter(all.vectors));
    } else {
      all.errors.push_back(file.error());
    }
  }
  return all;
}

}  // namespace

const AllVectors& all_vectors(const std::string& source_folder) {
  static const AllVectors all = read_all(source_folder);
  return all;
}

std::ostream& operator<<(std::ostream& out, const Vector& vector) {
  return out << vector.name << " (" << vector.comment << ")";
}

}  // namespace everstrike::conformance
