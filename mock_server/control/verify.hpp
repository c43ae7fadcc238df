// POST /mock/verify: does the journal hold what a test expects? The question is a closed JSON
// object (docs/control.md):
//   {"match": {"api_key":"ci","effect":"cancelled","body":{"id":"…"}}, "exactly": 1, "after": 0}
//   {"sequence": [{…}, {…}], "after": 0, "api_key": "ci"}
// The answer is 200 when it holds and 409 when it doesn't, then with the nearest misses. An answer
// is never given over entries that the journal had to drop.
#pragma once

#include <string>

#include "mock_server/journal/journal.hpp"
#include "mock_server/message/patience.hpp"
#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

// verify answers the question in `body`; a question that can't be understood is a 400 with its
// place.
[[nodiscard]] Reply verify(const Journal& journal, const std::string& body,
                           const Patience& patience);

}  // namespace everstrike::mock_server
