#include "mock_server/journal/feed_ring.hpp"

#include "json/words.hpp"
#include "json/writer.hpp"

namespace everstrike::mock_server {
namespace {

using Event = FeedNote::Event;

constexpr json::Words<Event, 6> kEvents = {{
    {"opened", Event::opened},
    {"refused", Event::refused},
    {"received", Event::received},
    {"sent", Event::sent},
    {"lost", Event::lost},
    {"closed", Event::closed},
}};

std::size_t size_of(const FeedNote& note) {
  return sizeof note + note.api_key.size() + note.pair.size() + note.category.size() +
         note.text.size() + note.fault.size();
}

void append_note(std::string& out, const FeedNote& note) {
  json::ObjectWriter json(out);
  json.add("number", note.number);
  json.add("kind", "feed");
  json.add("time_ms", note.time_ms);
  json.add("connection", note.connection);
  json.add("event", json::word_of(note.event, kEvents));
  json.add("api_key", note.api_key);
  json.add("pair", note.pair);
  json.add("category", note.category);
  json.add("text", note.text);
  json.add("fault", note.fault);
  json.add("code", note.code);
}

}  // namespace

FeedRing::FeedRing(FeedRingLimits limits) : notes_(limits.notes_max, limits.bytes_max, size_of) {}

void FeedRing::add(FeedNote note) {
  auto owned = std::make_shared<FeedNote>(std::move(note));
  std::vector<std::shared_ptr<const FeedNote>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  owned->number = ++last_;
  notes_.push(std::move(owned), gone);
}

FeedRing::Page FeedRing::read(const Query& query) const {
  const std::lock_guard lock(mutex_);
  return {.notes = notes_.read(query.after, query.limit,
                               [&](const FeedNote& note) {
                                 return !query.api_key || note.api_key == *query.api_key;
                               }),
          .last = last_,
          .dropped = notes_.dropped()};
}

std::size_t FeedRing::clear() {
  std::deque<std::shared_ptr<const FeedNote>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  gone = notes_.clear();
  return gone.size();
}

std::size_t FeedRing::clear(std::string_view api_key) {
  std::deque<std::shared_ptr<const FeedNote>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  gone = notes_.clear(api_key);
  return gone.size();
}

std::string feed_page_json(const FeedRing::Page& page) {
  std::string out;
  {
    json::ObjectWriter json(out);
    {
      json::ArrayWriter notes(json.text("entries"));
      for (const auto& note : page.notes) append_note(notes.element(), *note);
    }
    json.add("last", page.last);
    json.add("dropped", page.dropped);
  }
  return out;
}

}  // namespace everstrike::mock_server
