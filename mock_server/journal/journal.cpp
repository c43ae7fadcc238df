#include "mock_server/journal/journal.hpp"

#include <algorithm>

#include "mock_server/journal/entry_json.hpp"

namespace everstrike::mock_server {
namespace {

// An estimate that is never far below what the entry takes.
std::size_t bytes_of(const Entry& entry) {
  std::size_t bytes = sizeof(Entry) + entry.head.size() + entry.body.size() + entry.path.size() +
                      entry.api_key.size() + entry.detail.size() + entry.answer_body.size() +
                      entry.answer_interim.size();
  for (const std::string& id : entry.effect.order_ids) bytes += sizeof id + id.size();
  for (const Fill& fill : entry.effect.fills) bytes += sizeof fill + fill.order.size();
  for (const auto& [name, value] : entry.answer_headers) {
    bytes += sizeof name + sizeof value + name.size() + value.size();
  }
  return bytes;
}

}  // namespace

std::shared_ptr<const Entry> Journal::commit(Entry entry) {
  auto owned = std::make_shared<Entry>(std::move(entry));
  const std::string tail = file_ ? entry_json_tail(*owned) : "";
  std::vector<std::shared_ptr<const Entry>> gone;  // freed after the lock
  const std::lock_guard lock(mutex_);
  owned->number = ++last_;
  if (file_) file_->write_line("{\"number\":" + std::to_string(owned->number) + tail);
  bytes_ += bytes_of(*owned);
  entries_.push_back(owned);
  while (entries_.size() > limits_.entries_max ||
         (bytes_ > limits_.bytes_max && entries_.size() > 1)) {
    bytes_ -= bytes_of(*entries_.front());
    last_dropped_ = entries_.front()->number;
    gone.push_back(std::move(entries_.front()));
    entries_.pop_front();
    ++dropped_;
  }
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
    if (entry->api_key == api_key) bytes_ -= bytes_of(*entry);
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
