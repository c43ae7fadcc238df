// One line of a --journal-file as an entry again (docs/journal-format.md). What a rule looks at has
// to be there and of its type; what it doesn't know is ignored, so that a later mock's journals can
// be read.
#pragma once

#include <string>
#include <string_view>

#include "conformance/session/session_entry.hpp"
#include "json/value.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// read_entry_line gives the entry, without source and place; the error is "COLUMN: path: what was
// expected" and quotes nothing of the line.
[[nodiscard]] Expected<SessionEntry, std::string> read_entry_line(std::string_view line);

// effect_of_text and wire_end_of_text undo effect_text and wire_end_text; false: no such word.
[[nodiscard]] bool effect_of_text(std::string_view text, mock_server::Effect::Kind& kind);
[[nodiscard]] bool wire_end_of_text(std::string_view text, mock_server::WireEnd& end);

}  // namespace everstrike::conformance
