// Everything received and answered, in order, in bounded memory. Committing is synchronous: when
// `commit` returns, a reader sees the entry, so a test may read the journal right after its
// answer. When the limits are reached the oldest entries go, and `dropped` says how many. With a
// file, each entry is in it too when `commit` returns, in the order of the numbers.
// Thread-safe; entries are shared and immutable, so reading holds the lock only briefly.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "mock_server/journal/bounded_ring.hpp"
#include "mock_server/journal/entry.hpp"
#include "mock_server/journal/entry_pool.hpp"
#include "mock_server/journal/journal_file.hpp"

namespace everstrike::mock_server {

struct JournalLimits {
  std::size_t entries_max = 10'000;
  std::size_t bytes_max = 16 * 1024 * 1024;  // of all entries together, as they lie in memory
};

struct JournalQuery {
  std::uint64_t after = 0;  // only entries with a greater number
  std::size_t limit = 1000;
  std::optional<std::string> api_key;
  std::optional<Verdict> verdict;  // which only requests have
};

struct JournalPage {
  std::vector<std::shared_ptr<const Entry>> entries;  // oldest first
  std::uint64_t last = 0;          // number of the newest entry of the whole journal
  std::uint64_t first_kept = 0;    // number of the oldest entry still there, 0 without one
  std::uint64_t dropped = 0;       // entries that had to go since the start or the last clear
  std::uint64_t last_dropped = 0;  // number of the newest of those, 0 without one
};

class Journal {
 public:
  explicit Journal(JournalLimits limits, std::shared_ptr<JournalFile> file = nullptr);

  // blank gives an entry to fill, in memory that an earlier one had.
  [[nodiscard]] std::shared_ptr<Entry> blank() { return pool_.blank(); }
  // commit numbers the entry, keeps it, and returns it.
  std::shared_ptr<const Entry> commit(std::shared_ptr<Entry> entry);
  std::shared_ptr<const Entry> commit(Entry entry) {
    return commit(std::make_shared<Entry>(std::move(entry)));
  }
  [[nodiscard]] JournalPage read(const JournalQuery& query) const;
  // clear forgets all entries and gives how many there were; the numbers go on, so a reader's
  // `after` stays meaningful. The file keeps what it has.
  std::size_t clear();
  // The same of one API key's entries only.
  std::size_t clear(std::string_view api_key);
  [[nodiscard]] std::size_t size() const;
  // file is nullptr without one.
  [[nodiscard]] const JournalFile* file() const { return file_.get(); }

 private:
  std::shared_ptr<JournalFile> file_;
  EntryPool pool_;
  mutable std::mutex mutex_;
  BoundedRing<Entry> entries_;
  std::string line_;  // the file's next one
  std::uint64_t last_ = 0;
};

}  // namespace everstrike::mock_server
