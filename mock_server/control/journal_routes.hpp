// The control side's views of the journal: pages, long polls, HAR. What they give was redacted
// when it was written.
#pragma once

#include <chrono>

#include "mock_server/control/query.hpp"
#include "mock_server/journal/feed_ring.hpp"
#include "mock_server/journal/journal.hpp"
#include "mock_server/message/answer.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

// GET /mock/journal?after=&limit=&api_key=&verdict=&wait_ms=. With wait_ms an empty page waits,
// without a thread, until an entry comes that fits or the time is over; `waited` is how long it
// has been waiting. With kind=feed the same of the feed's messages.
[[nodiscard]] Answer read_journal(const Journal& journal, const FeedRing& feed, const Query& asked,
                                  std::chrono::milliseconds waited);
// GET /mock/journal.har, with the same filters and no waiting.
[[nodiscard]] Reply export_har(const Journal& journal, const signing::Redactor& redactor,
                               const Query& asked);
// DELETE /mock/journal?api_key=, with the feed's messages; without a key everybody's.
[[nodiscard]] Reply clear_journal(Journal& journal, FeedRing& feed,
                                  const std::optional<std::string>& api_key);

}  // namespace everstrike::mock_server
