// Puts an answer into its journal entry: what was to be sent, and what the wire was told to do
// with it. The body's copy is bounded, so that a journal of large answers stays small.
#pragma once

#include "mock_server/journal/entry.hpp"
#include "mock_server/message/answer.hpp"

namespace everstrike::mock_server {

inline constexpr std::size_t kAnswerBytesKept = 16 * 1024;

// keep_answer fills the answer's members of `entry`. The body must have gone through redact_reply
// (redact_entry.hpp): half a secret at the cut would not be found any more.
void keep_answer(const Answer& answer, Entry& entry);

}  // namespace everstrike::mock_server
