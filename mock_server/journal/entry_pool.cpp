#include "mock_server/journal/entry_pool.hpp"

#include <array>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace everstrike::mock_server {
namespace {

// Those that every request has.
constexpr std::string Entry::*kTexts[] = {&Entry::api_key,    &Entry::method, &Entry::path,
                                          &Entry::head,       &Entry::body,   &Entry::answer_body,
                                          &Entry::answer_type};

// Everything is as in a new entry, but for the room that these texts have.
void make_blank(Entry& entry) {
  std::array<std::string, std::size(kTexts)> kept;
  const std::size_t inside = kept[0].capacity();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    std::string& text = entry.*kTexts[i];
    if (text.capacity() > inside && text.capacity() <= EntryPool::kTextKept) kept[i].swap(text);
  }
  std::destroy_at(&entry);
  ::new (static_cast<void*>(&entry)) Entry;  // std::construct_at would write zeros first
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i].capacity() == inside) continue;
    kept[i].clear();
    (entry.*kTexts[i]).swap(kept[i]);
  }
}

}  // namespace

std::shared_ptr<Entry> EntryPool::blank() {
  {
    const std::lock_guard lock(mutex_);
    if (!spare_.empty()) {
      auto entry = std::move(spare_.back());
      spare_.pop_back();
      return entry;
    }
  }
  return std::make_shared<Entry>();
}

void EntryPool::take_back(std::shared_ptr<const Entry> entry) {
  if (entry.use_count() != 1) return;
  // Counting up and down makes sure that what the last reader did is over: asking for the count
  // alone does not.
  std::shared_ptr<const Entry>(entry).reset();
  auto own = std::const_pointer_cast<Entry>(std::move(entry));
  make_blank(*own);
  const std::lock_guard lock(mutex_);
  if (spare_.size() < kSpareMax) spare_.push_back(std::move(own));
}

}  // namespace everstrike::mock_server
