// One journal entry as a session's rules see it, and how much of it is known: the mock's own
// journal knows all, a HAR that a browser or a proxy recorded little more than bytes and times.
#pragma once

#include <cstddef>
#include <string>

#include "mock_server/journal/entry.hpp"

namespace everstrike::conformance {

struct SessionEntry {
  mock_server::Entry entry;
  std::size_t source = 0;       // which journal: each is of a mock of its own
  std::string place = {};       // "journal.ndjson:12", for people; empty while the mock runs
  bool knows_verdict = true;    // false: nobody told what the mock made of it
  bool knows_signature = true;  // false: nor whether the signature was right
  bool knows_effect = true;     // false: what happened is told by the answers alone
  bool knows_secret = true;     // false: no secret was looked for in it
};

}  // namespace everstrike::conformance
