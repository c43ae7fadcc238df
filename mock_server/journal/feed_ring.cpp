#include "mock_server/journal/feed_ring.hpp"

#include <algorithm>

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

void FeedRing::add(FeedNote note) {
  auto owned = std::make_shared<FeedNote>(std::move(note));
  const auto size = size_of(*owned);
  std::vector<std::shared_ptr<const FeedNote>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  owned->number = ++last_;
  bytes_ += size;
  notes_.push_back(std::move(owned));
  while (notes_.size() > limits_.notes_max || (bytes_ > limits_.bytes_max && notes_.size() > 1)) {
    bytes_ -= size_of(*notes_.front());
    gone.push_back(std::move(notes_.front()));
    notes_.pop_front();
    ++dropped_;
  }
}

FeedRing::Page FeedRing::read(const Query& query) const {
  const std::lock_guard lock(mutex_);
  Page page{.notes = {}, .last = last_, .dropped = dropped_};
  // Numbers have no gaps, so the place of the first wanted note is known.
  const std::uint64_t first = notes_.empty() ? 0 : notes_.front()->number;
  const std::uint64_t skipped = query.after >= first ? query.after - first + 1 : 0;
  const auto start = std::min<std::uint64_t>(notes_.empty() ? 0 : skipped, notes_.size());
  for (auto i = static_cast<std::size_t>(start);
       i < notes_.size() && page.notes.size() < query.limit; ++i) {
    if (!query.api_key || notes_[i]->api_key == *query.api_key) page.notes.push_back(notes_[i]);
  }
  return page;
}

std::size_t FeedRing::clear() {
  std::deque<std::shared_ptr<const FeedNote>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  gone.swap(notes_);
  bytes_ = 0;
  dropped_ = 0;
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
