// Entries as JSON, for GET /mock/journal and for the journal's file (docs/journal-format.md). Bytes
// that are valid UTF-8 stand as text, others as hex in a member of another name (`body_hex`), so
// that nothing is lost and a reader need not guess.
#pragma once

#include <string>
#include <vector>

#include "mock_server/journal/journal.hpp"

namespace everstrike::mock_server {

// entry_json writes one entry on one line, without a line end.
[[nodiscard]] std::string entry_json(const Entry& entry);
// append_entry_json_tail appends entry_json without its first member, the number, which the journal
// gives last: entry_json is {"number":N + the tail.
void append_entry_json_tail(std::string& out, const Entry& entry);
// append_fills appends an effect's fills as an array.
void append_fills(std::string& out, const std::vector<Fill>& fills);

}  // namespace everstrike::mock_server
