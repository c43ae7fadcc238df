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

// An entry that goes was written ten thousand requests ago, and is in no cache any more. So its
// memory, which a next request is written into, is asked for while those before it are answered:
// the entry itself three requests before, what it points to two, and what that points to one.
void fetch(const void* memory, std::size_t bytes) {
  constexpr std::size_t kCacheLine = 64;
  const char* line = static_cast<const char*>(memory);
  for (std::size_t at = 0; at < bytes; at += kCacheLine) __builtin_prefetch(line + at, 1);
}

void fetch_next(const Entry* first, const Entry* second, const Entry* third) {
  constexpr std::size_t kTextFetched = 1024;
  constexpr std::ptrdiff_t kCounts = 16;  // of its owners, in front of it
  if (first != nullptr && !first->effect.order_ids.empty()) {
    const std::string& id = first->effect.order_ids.front();
    fetch(id.data() - kBlockExtra, 1);
  }
  if (second != nullptr) {
    for (const std::string* text : {&second->head, &second->body, &second->answer_body}) {
      fetch(text->data(), std::min(text->size(), kTextFetched));
    }
    fetch(second->effect.order_ids.data(), 1);
  }
  if (third != nullptr) {
    fetch(reinterpret_cast<const char*>(third) - kCounts, sizeof *third + kCounts);
  }
}

}  // namespace

Journal::Journal(JournalLimits limits, std::shared_ptr<JournalFile> file)
    : file_(std::move(file)),
      entries_(limits.entries_max, limits.bytes_max,
               [](const Entry& entry) { return entry.bytes_kept; }) {}

std::shared_ptr<const Entry> Journal::commit(std::shared_ptr<Entry> entry) {
  entry->bytes_kept = bytes_of(*entry);
  const std::shared_ptr<Entry> owned = std::move(entry);
  thread_local std::string tail;
  tail.clear();
  if (file_) append_entry_json_tail(tail, *owned);
  thread_local std::vector<std::shared_ptr<const Entry>> gone;  // to be used again after the lock
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
    entries_.push(owned, gone);
    if (!gone.empty()) fetch_next(entries_.oldest(0), entries_.oldest(1), entries_.oldest(2));
  }
  for (auto& one : gone) pool_.take_back(std::move(one));
  gone.clear();
  if (tail.capacity() > kLineKept) std::string().swap(tail);
  return owned;
}

JournalPage Journal::read(const JournalQuery& query) const {
  const auto fits = [&](const Entry& entry) {
    if (query.api_key && entry.api_key != *query.api_key) return false;
    return !query.verdict || (entry.kind == EntryKind::request && entry.verdict == *query.verdict);
  };
  const std::lock_guard lock(mutex_);
  return {.entries = entries_.read(query.after, query.limit, fits),
          .last = last_,
          .first_kept = entries_.first(),
          .dropped = entries_.dropped(),
          .last_dropped = entries_.last_dropped()};
}

std::size_t Journal::clear() {
  std::deque<std::shared_ptr<const Entry>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  gone = entries_.clear();
  return gone.size();
}

std::size_t Journal::clear(std::string_view api_key) {
  std::deque<std::shared_ptr<const Entry>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  gone = entries_.clear(api_key);
  return gone.size();
}

std::size_t Journal::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace everstrike::mock_server
