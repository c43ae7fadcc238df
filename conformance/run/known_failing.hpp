// The list of cases that a client is known to fail, so that a build can be green before all is
// mended and turns red when something new breaks. A line is `id  # reason`; blank lines and lines
// that begin with "#" are for people. The list is kept honest: an entry whose case passes, or
// that names no case, makes the run fail. A session's list names a rule in place of a case, and
// behind it, if it is about some API keys only, a pattern ("*", "?") of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/run/results.hpp"
#include "conformance/run/selection.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// What the lines of a list are about.
enum class KnownBy {
  case_id,
  rule,  // results whose id is "<rule> <API key>"
};

struct KnownFailure {
  std::string id;
  std::string reason;
  int line = 0;
  KnownBy by = KnownBy::case_id;
  std::string key_pattern = {};  // of a rule; empty: all keys
};

// parse_known_failing reads a list; the error is "file:line: what was expected".
[[nodiscard]] Expected<std::vector<KnownFailure>, std::string> parse_known_failing(
    std::string_view text, const std::string& source_name, KnownBy by = KnownBy::case_id);

// apply_known_failing turns the failures that are listed into known ones, and notes the entries
// that are stale: those whose case passed, and those that `all` has no case for.
void apply_known_failing(const std::vector<KnownFailure>& list, const CaseNames& all,
                         RunResult& run);

}  // namespace everstrike::conformance
