// Reads the vector files. Strict on purpose: a member that nobody consumed, a count that differs, a
// number out of order, a flag that nobody explained and an empty file are all refused, because each
// would let a test pass that compares less than its author meant.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "conformance/test/parity/vector.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// parse_vector_file reads the text of a file; `name` ("sign_js") becomes the vectors' names. The
// error is one line that names the file, the case and the member.
[[nodiscard]] Expected<VectorFile, std::string> parse_vector_file(std::string_view text,
                                                                  std::string_view name);

// load_vector_file reads <folder>/<name>_v1.json.
[[nodiscard]] Expected<VectorFile, std::string> load_vector_file(
    const std::filesystem::path& folder, std::string_view name);

}  // namespace everstrike::conformance
