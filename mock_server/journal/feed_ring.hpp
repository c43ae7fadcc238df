// What went over the feed, in a ring of its own, so that a stream of prices pushes no request out
// of the journal. Bounded in notes and bytes; the oldest go, and `dropped` says how many.
// Thread-safe; notes are shared and immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/journal/bounded_ring.hpp"

namespace everstrike::mock_server {

struct FeedNote {
  enum class Event { opened, refused, received, sent, lost, closed };

  std::uint64_t number = 0;  // from 1, without gaps; given by the ring
  std::int64_t time_ms = 0;  // ms since 1970
  std::uint64_t connection = 0;
  Event event = Event::sent;
  std::string api_key = {};   // that the connection has authenticated for, empty before
  std::string pair = {};      // of a message from us, empty where it has none
  std::string category = {};  // of a message from us
  std::string text = {};      // the message; of an end: why
  std::string fault = {};     // "<rule id>;seed=…;n=…", empty when none struck
  std::optional<int> code = std::nullopt;  // of an end: the close code; of a refusal: the status
};

struct FeedRingLimits {
  std::size_t notes_max = 2'000;
  std::size_t bytes_max = 1024 * 1024;
};

class FeedRing {
 public:
  explicit FeedRing(FeedRingLimits limits = {});

  void add(FeedNote note);

  struct Query {
    std::uint64_t after = 0;  // only notes with a greater number
    std::size_t limit = 1000;
    std::optional<std::string> api_key = std::nullopt;
  };
  struct Page {
    std::vector<std::shared_ptr<const FeedNote>> notes;  // oldest first
    std::uint64_t last = 0;
    std::uint64_t dropped = 0;
  };
  [[nodiscard]] Page read(const Query& query) const;
  // clear forgets all notes and gives how many there were; the numbers go on.
  std::size_t clear();
  // The same of what went over connections of one API key.
  std::size_t clear(std::string_view api_key);

 private:
  mutable std::mutex mutex_;
  BoundedRing<FeedNote> notes_;
  std::uint64_t last_ = 0;
};

// feed_page_json gives {"entries":[{…}],"last":N,"dropped":N} (docs/journal-format.md).
[[nodiscard]] std::string feed_page_json(const FeedRing::Page& page);

}  // namespace everstrike::mock_server
