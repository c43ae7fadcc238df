// Entries whose time is over, kept to be filled again: a busy mock makes tens of thousands a
// second, each with some texts, and memory that was in use a moment ago is the cheapest there is.
// At most kSpareMax are kept, and of each only texts of ordinary length. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "mock_server/journal/entry.hpp"

namespace everstrike::mock_server {

class EntryPool {
 public:
  static constexpr std::size_t kSpareMax = 64;
  // A longer text gives its memory back.
  static constexpr std::size_t kTextKept = 4096;

  // blank gives an entry with nothing in it.
  [[nodiscard]] std::shared_ptr<Entry> blank();
  // take_back takes one that the caller needs no more, unless somebody else still reads it. A
  // weak_ptr does not count: what it points to becomes another entry.
  void take_back(std::shared_ptr<const Entry> entry);

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Entry>> spare_;
};

}  // namespace everstrike::mock_server
