// What an answer tells the client that reads it, whatever really happened: the table of
// docs/claims.md, for any request of a session.
#pragma once

#include <string>

#include "conformance/session/session_entry.hpp"

namespace everstrike::conformance {

enum class Told {
  done,        // it was carried out
  refused,     // it was not, and would not be if it came again
  no_entry,    // the same, because of key or signature: 401, 403
  later,       // it was not, and may be asked again: 429
  redirected,  // ask elsewhere (3xx), which nobody may do with a signature
  unclear,     // a whole answer that leaves open whether it was carried out
  lost,        // no whole answer came
};

// told_by reads the answer of an entry that is a request.
[[nodiscard]] Told told_by(const SessionEntry& seen);

// leaves_open: after it nobody can say that the request was not carried out.
[[nodiscard]] constexpr bool leaves_open(Told told) {
  return told == Told::unclear || told == Told::lost || told == Told::redirected;
}

// answer_is_cut: the journal kept only the beginning of the answer's body.
[[nodiscard]] bool answer_is_cut(const mock_server::Entry& entry);

}  // namespace everstrike::conformance
