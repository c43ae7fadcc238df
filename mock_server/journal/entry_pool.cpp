#include "mock_server/journal/entry_pool.hpp"

#include <array>
#include <memory>
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
  std::construct_at(&entry);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i].capacity() == inside) continue;
    kept[i].clear();
    (entry.*kTexts[i]).swap(kept[i]);
  }
}

}  // namespace

std::unique_ptr<Entry> EntryPool::blank() {
  {
    const std::lock_guard lock(mutex_);
    if (!spare_.empty()) {
      auto entry = std::move(spare_.back());
      spare_.pop_back();
      return entry;
    }
  }
  return std::make_unique<Entry>();
}

std::shared_ptr<Entry> EntryPool::share(std::unique_ptr<Entry> entry) {
  return {entry.release(), [pool = shared_from_this()](Entry* one) {
            pool->take_back(std::unique_ptr<Entry>(one));
          }};
}

void EntryPool::take_back(std::unique_ptr<Entry> entry) {
  make_blank(*entry);
  const std::lock_guard lock(mutex_);
  if (spare_.size() < kSpareMax) spare_.push_back(std::move(entry));
}

}  // namespace everstrike::mock_server
