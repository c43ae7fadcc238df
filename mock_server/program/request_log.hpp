// The text log of what was answered: a line for every refusal and fault at level info, for every
// request at level debug. It is made of journal entries, whose secrets are already replaced, and
// every byte that came from outside is escaped, so that no request can forge a line.
#pragma once

#include <string>

#include "mock_server/journal/entry.hpp"

namespace everstrike::mock_server {

enum class LogFormat { text, json };

// is_log_level says whether a word is one of trace, debug, info, warn, error, off.
[[nodiscard]] bool is_log_level(const std::string& word);
// set_up_log directs the log to stderr. It returns false for a word that is no level.
[[nodiscard]] bool set_up_log(const std::string& level, LogFormat format);

// log_entry writes an entry's line, and a loud one where a path is asked for that the mock does not
// serve (unserved_paths.hpp).
void log_entry(const Entry& entry);

// log_end writes what there is to say when a run ends.
void log_end();

// log_event writes a line about the mock itself ("drained").
void log_event(const std::string& text);

// log_warning writes a line about what is legal and most likely not meant.
void log_warning(const std::string& text);

// entry_line is what log_entry writes, without time and level.
[[nodiscard]] std::string entry_line(const Entry& entry);

}  // namespace everstrike::mock_server
