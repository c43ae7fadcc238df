// The control side's views of the journal: pages, long polls, HAR. What they give was redacted
// when it was written.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "mock_server/control/journal_elements.hpp"
#include "mock_server/control/query.hpp"
#include "mock_server/journal/feed_ring.hpp"
#include "mock_server/journal/journal.hpp"
#include "mock_server/message/answer.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

// What reading needs, for as long as answers are being sent.
struct JournalReading {
  // `journal`, `feed` and `redactor` must outlive this object.
  JournalReading(const Journal& journal, const FeedRing& feed, const signing::Redactor& redactor);

  const Journal& journal;
  const FeedRing& feed;
  const EntryFormat json;
  const EntryFormat har;
  LongEntryText long_text;
};

// GET /mock/journal?after=&limit=&api_key=&verdict=&wait_ms=. With wait_ms an empty page waits,
// without a thread, until an entry comes that fits or the time is over; `waited` is how long it
// has been waiting, `mark` up to which number it has looked. With kind=feed the same of the feed's
// messages. It only looks whether there is anything; the rest is for Answer::later.
[[nodiscard]] Answer read_journal(JournalReading& reading, const Query& asked,
                                  std::chrono::milliseconds waited, std::uint64_t mark);
// GET /mock/journal.har, with the same filters and no waiting.
[[nodiscard]] Answer export_har(JournalReading& reading, const Query& asked);
// DELETE /mock/journal?api_key=, with the feed's messages; without a key everybody's.
[[nodiscard]] Reply clear_journal(Journal& journal, FeedRing& feed,
                                  const std::optional<std::string>& api_key);

}  // namespace everstrike::mock_server
