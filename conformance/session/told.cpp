#include "conformance/session/told.hpp"

#include "conformance/client/judge/seen_answer.hpp"
#include "json/parse.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Entry;
using mock_server::Verdict;

// A refusal by the mock itself says in its text what was wrong, although its status is the one that
// is documented for everything.
bool is_refused_by_text(const SessionEntry& seen) {
  const Verdict verdict = seen.entry.verdict;
  // Found out by whoever read the journal (recording/unknown_signature).
  if (verdict == Verdict::bad_signature || verdict == Verdict::missing_signature) return true;
  return seen.knows_verdict && verdict != Verdict::accepted && verdict != Verdict::faulted &&
         verdict != Verdict::overloaded;
}

Told told_by_success(const SessionEntry& seen) {
  const Entry& entry = seen.entry;
  // What nothing struck is right; and of a body that was cut nothing can be read.
  if (entry.method != "POST" || answer_is_cut(entry)) return Told::done;
  if (seen.knows_verdict && entry.verdict == Verdict::accepted) return Told::done;
  return entry.status == 200 && has_own_envelope(entry) ? Told::done : Told::unclear;
}

}  // namespace

bool answer_is_cut(const Entry& entry) {
  return entry.answer_body_bytes > entry.answer_body.size();
}

Told told_by(const SessionEntry& seen) {
  const Entry& entry = seen.entry;
  const int status = entry.status;
  if (!is_whole_answer(entry) || status < 200) return Told::lost;
  if (status < 300) return told_by_success(seen);
  if (status < 400) return Told::redirected;
  const bool is_readable = has_own_envelope(entry);
  if (status == 429) return is_readable ? Told::later : Told::unclear;
  if (is_refused_by_text(seen)) {
    return status == 401 || status == 403 ? Told::no_entry : Told::refused;
  }
  if (status >= 500 || status == 408 || !is_readable) return Told::unclear;
  return status == 401 || status == 403 ? Told::no_entry : Told::refused;
}

}  // namespace everstrike::conformance
