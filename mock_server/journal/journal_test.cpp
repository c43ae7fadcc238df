#include "mock_server/journal/journal.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace everstrike::mock_server {
namespace {

Entry entry_of(std::string key, Verdict verdict = Verdict::accepted) {
  return {.api_key = std::move(key), .verdict = verdict};
}

std::vector<std::uint64_t> numbers(const JournalPage& page) {
  std::vector<std::uint64_t> result;
  for (const auto& entry : page.entries) result.push_back(entry->number);
  return result;
}

using Numbers = std::vector<std::uint64_t>;

TEST(Journal, NumbersEntriesWithoutGaps) {
  Journal journal({});
  EXPECT_EQ(journal.commit(entry_of("a"))->number, 1U);
  EXPECT_EQ(journal.commit(entry_of("b"))->number, 2U);
  EXPECT_EQ(numbers(journal.read({})), (Numbers{1, 2}));
  EXPECT_EQ(journal.read({}).last, 2U);
}

TEST(Journal, DropsTheOldestAndSaysHowMany) {
  Journal journal({.entries_max = 3});
  for (int i = 0; i < 10; ++i) journal.commit(entry_of("a"));
  const JournalPage page = journal.read({});
  EXPECT_EQ(numbers(page), (Numbers{8, 9, 10}));
  EXPECT_EQ(page.dropped, 7U);
}

TEST(Journal, BytesAreBoundedToo) {
  Journal journal({.entries_max = 1000, .bytes_max = 10'000});
  for (int i = 0; i < 100; ++i) {
    Entry entry = entry_of("a");
    entry.body.assign(1000, 'x');
    journal.commit(std::move(entry));
  }
  const JournalPage page = journal.read({});
  EXPECT_GE(page.entries.size(), 3U);
  EXPECT_LE(page.entries.size(), 10U);
  EXPECT_EQ(page.entries.size() + page.dropped, 100U);
}

TEST(Journal, FiltersAndPages) {
  Journal journal({});
  for (int i = 0; i < 4; ++i) {
    journal.commit(entry_of("a"));
    journal.commit(entry_of("b", Verdict::bad_signature));
  }
  EXPECT_EQ(numbers(journal.read({.api_key = "a"})), (Numbers{1, 3, 5, 7}));
  EXPECT_EQ(numbers(journal.read({.after = 4, .verdict = Verdict::bad_signature})),
            (Numbers{6, 8}));
  EXPECT_EQ(numbers(journal.read({.after = 2, .limit = 2})), (Numbers{3, 4}));
  EXPECT_EQ(numbers(journal.read({.after = 8})), Numbers{});
  EXPECT_EQ(numbers(journal.read({.after = 1000})), Numbers{});
}

TEST(Journal, NumbersGoOnAfterClear) {
  Journal journal({});
  journal.commit(entry_of("a"));
  journal.clear();
  EXPECT_TRUE(journal.read({}).entries.empty());
  EXPECT_EQ(journal.commit(entry_of("a"))->number, 2U);
  EXPECT_EQ(numbers(journal.read({.after = 1})), (Numbers{2}));
}

TEST(Journal, NothingIsLostWithManyThreads) {
  Journal journal({.entries_max = 100'000});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) journal.commit(entry_of("a"));
    });
  }
  for (auto& thread : threads) thread.join();
  const Numbers seen = numbers(journal.read({.limit = 100'000}));
  ASSERT_EQ(seen.size(), 4000U);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i + 1);
}

// Those that come after long ones take no more room than they need.
TEST(Journal, ShortEntriesDoNotKeepTheRoomOfLongOnes) {
  Journal journal({.bytes_max = 4 * 1024 * 1024});
  const auto add = [&](std::size_t bytes) {
    auto entry = journal.blank();
    entry->body.assign(bytes, 'x');
    entry->detail.assign(bytes, 'x');
    (void)journal.commit(std::move(entry));
  };
  for (int i = 0; i < 100; ++i) add(1024 * 1024);
  for (int i = 0; i < 100; ++i) add(10);
  EXPECT_GE(journal.size(), 100U);
}

}  // namespace
}  // namespace everstrike::mock_server
