// Journals in files (NDJSON as --journal-file writes it, HAR), several of them in one stream by
// their times: those of mocks that served one session together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "conformance/session/session_judge.hpp"
#include "signing/expected.hpp"
#include "signing/secret.hpp"

namespace everstrike::conformance {

// judge_recordings has all entries judged. `secret` is for what the journals don't tell. A file
// that can't be read ends it with exit code 3, one that is no journal with 2 and "file:line:column:
// what was expected".
[[nodiscard]] Expected<void, command_line::Error> judge_recordings(
    const std::vector<std::string>& paths, const std::optional<signing::Secret>& secret,
    SessionJudge& judge);

}  // namespace everstrike::conformance
