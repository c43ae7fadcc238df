// The list of cases that a client is known to fail, so that a build can be green before all is
// mended and turns red when something new breaks. A line is `id  # reason`; blank lines and lines
// that begin with "#" are for people. The list is kept honest: an entry whose case passes, or
// that names no case, makes the run fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/run/results.hpp"
#include "conformance/run/selection.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct KnownFailure {
  std::string id;
  std::string reason;
  int line = 0;
};

// parse_known_failing reads a list; the error is "file:line: what was expected".
[[nodiscard]] Expected<std::vector<KnownFailure>, std::string> parse_known_failing(
    std::string_view text, const std::string& source_name);

// apply_known_failing turns the failures that are listed into known ones, and notes the entries
// that are stale: those whose case passed, and those that `all` has no case for.
void apply_known_failing(const std::vector<KnownFailure>& list, const CaseNames& all,
                         RunResult& run);

}  // namespace everstrike::conformance
