#include "mock_server/journal/entry_pool.hpp"

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
  Entry blank;
  for (const auto text : kTexts) {
    if ((entry.*text).capacity() > EntryPool::kTextKept) continue;
    (blank.*text).swap(entry.*text);
    (blank.*text).clear();
  }
  // Not assigned: a text that is given a short one keeps the room of its long one.
  std::destroy_at(&entry);
  std::construct_at(&entry, std::move(blank));
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
