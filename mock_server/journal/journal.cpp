#include "mock_server/journal/journal.hpp"

#include <algorithm>

#include "json/writer.hpp"
#include "mock_server/journal/entry_json.hpp"

namespace everstrike::mock_server {
namespace {

// What a block from the heap takes besides what was asked for.
constexpr std::size_t kBlockExtra = 16;
// A longer line gives its memory back.
constexpr std::size_t kLineKept = 64 * 1024;

std::size_t bytes_of(const std::string& text) {
  constexpr std::size_t kInside = 15;  // so many stand in the text object itself
  return text.capacity() > kInside ? text.capacity() + kBlockExtra : 0;
}

template <class T>
std::size_t room_of(const std::vector<T>& list) {
  return list.empty() ? 0 : list.capacity() * sizeof(T) + kBlockExtra;
}

// What an entry takes in memory, with its place in the journal.
std::size_t bytes_of(const Entry& entry) {
  constexpr std::size_t kPlace = 5 * kBlockExtra;  // pointers to it and their counts
  std::size_t bytes = sizeof(Entry) + kBlockExtra + kPlace;
  for (const std::string* text :
       {&entry.api_key, &entry.method, &entry.path, &entry.head, &entry.body, &entry.detail,
        &entry.diagnosis, &entry.fix, &entry.proof, &entry.fault, &entry.answer_interim,
        &entry.answer_type, &entry.answer_body}) {
    bytes += bytes_of(*text);
  }
  for (const auto* list : {&entry.also, &entry.notes, &entry.effect.order_ids}) {
    bytes += room_of(*list);
    for (const std::string& text : *list) bytes += bytes_of(text);
  }
  bytes += room_of(entry.effect.fills) + room_of(entry.answer_headers);
  for (const Fill& fill : entry.effect.fills) bytes += bytes_of(fill.order);
  for (const auto& [name, value] : entry.answer_headers) bytes += bytes_of(name) + bytes_of(value);
  return bytes;
}

}  // namespace

std::shared_ptr<const Entry> Journal::commit(std::unique_ptr<Entry> entry) {
  entry->bytes_kept = bytes_of(*entry);
  const auto owned = pool_->share(std::move(entry));
  thread_local std::string tail;
  tail.clear();
  if (file_) append_entry_json_tail(tail, *owned);
  std::vector<std::shared_ptr<const Entry>> gone;  // freed after the lock
  {
    const std::lock_guard lock(mutex_);
    owned->number = ++last_;
    if (file_) {
      line_.assign("{\"number\":");
      json::append_number(line_, static_cast<std::int64_t>(owned->number));
      line_.append(tail);
      file_->write_line(line_);
      if (line_.capacity() > kLineKept) std::string().swap(line_);
    }
    bytes_ += owned->bytes_kept;
    entries_.push_back(owned);
    while (entries_.size() > limits_.entries_max ||
           (bytes_ > limits_.bytes_max && entries_.size() > 1)) {
      bytes_ -= entries_.front()->bytes_kept;
      last_dropped_ = entries_.front()->number;
      gone.push_back(std::move(entries_.front()));
      entries_.pop_front();
      ++dropped_;
    }
  }
  if (tail.capacity() > kLineKept) std::string().swap(tail);
  return owned;
}

JournalPage Journal::read(const JournalQuery& query) const {
  const std::lock_guard lock(mutex_);
  JournalPage page{.entries = {},
                   .last = last_,
                   .first_kept = entries_.empty() ? 0 : entries_.front()->number,
                   .dropped = dropped_,
                   .last_dropped = last_dropped_};
  // Numbers grow, with gaps where a key's entries were cleared.
  auto place = std::ranges::upper_bound(entries_, query.after, {},
                                        [](const auto& entry) { return entry->number; });
  for (; place != entries_.end() && page.entries.size() < query.limit; ++place) {
    const auto& entry = *place;
    if (query.api_key && entry->api_key != *query.api_key) continue;
    if (query.verdict && (entry->kind != EntryKind::request || entry->verdict != *query.verdict)) {
      continue;
    }
    page.entries.push_back(entry);
  }
  return page;
}

std::size_t Journal::clear() {
  std::deque<std::shared_ptr<const Entry>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  gone.swap(entries_);
  bytes_ = 0;
  dropped_ = 0;
  last_dropped_ = 0;
  return gone.size();
}

std::size_t Journal::clear(std::string_view api_key) {
  std::deque<std::shared_ptr<const Entry>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  std::deque<std::shared_ptr<const Entry>> kept;
  for (auto& entry : entries_) {
    if (entry->api_key == api_key) bytes_ -= entry->bytes_kept;
    (entry->api_key == api_key ? gone : kept).push_back(std::move(entry));
  }
  entries_ = std::move(kept);
  return gone.size();
}

std::size_t Journal::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace everstrike::mock_server
