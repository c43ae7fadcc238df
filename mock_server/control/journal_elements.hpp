// The entries of the journal that a query asks for, one after the other, as texts. Between two
// pieces only the number of the next one is kept, so that what is being read slowly is not kept
// from being dropped; what was dropped before its turn is left out. One that is half told is held
// on to, if not too many are.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/control/listed_body.hpp"
#include "mock_server/journal/journal.hpp"

namespace everstrike::mock_server {

// How an entry is written; told apart by address.
struct EntryFormat {
  // append gives false, and appends nothing, where the entry has no place in this format.
  std::function<bool(std::string& out, const Entry& entry)> append;
};

// The text of the last entry that was longer than a piece, as long as somebody is in the midst of
// it: its pieces are cut out of it, for all who read the same. Thread-safe.
class LongEntryText {
 public:
  // So many entries are kept alive for those who are in the midst of them, whoever drops them.
  static constexpr std::size_t kHeldMax = 4;
  using Held = std::shared_ptr<const std::shared_ptr<const Entry>>;
  // hold keeps an entry alive as long as what it gives; nullptr where others are held already.
  [[nodiscard]] Held hold(const std::shared_ptr<const Entry>& entry);

  // of gives the text of an entry, made by `format` if it isn't there; nullptr where there is none.
  [[nodiscard]] std::shared_ptr<const std::string> of(const Entry& entry,
                                                      const EntryFormat& format);
  // let_go frees the text when nobody holds its entry any more.
  void let_go();

 private:
  std::mutex mutex_;
  const EntryFormat* format_ = nullptr;
  std::uint64_t number_ = 0;
  std::shared_ptr<const std::string> text_;
  std::map<std::uint64_t, std::weak_ptr<const std::shared_ptr<const Entry>>> held_;  // by number
};

class JournalElements final : public ListedElements {
 public:
  // Entries up to number `last` are listed. All but the query must outlive this object; `left_out`
  // counts what the format has no place for.
  JournalElements(const Journal& journal, JournalQuery query, std::uint64_t last,
                  const EntryFormat& format, LongEntryText& long_text,
                  std::shared_ptr<std::uint64_t> left_out);

  ~JournalElements() override { end_element(); }

  Found look(std::string_view& text) override;
  [[nodiscard]] std::uint64_t number() const override { return batch_[at_]->number; }
  void go_on() override;
  void let_go(bool is_begun) override;

 private:
  bool fetch();
  bool write(const Entry& entry);
  void end_element();

  const Journal& journal_;
  JournalQuery query_;  // its `after` moves on, its `limit` becomes less
  const std::uint64_t last_;
  const EntryFormat& format_;
  LongEntryText& long_text_;
  std::shared_ptr<std::uint64_t> left_out_;
  LongEntryText::Held begun_;  // the entry at this place, where a part of it was told
  std::vector<std::shared_ptr<const Entry>> batch_;
  std::size_t at_ = 0;
  std::string text_;                             // of the entry at this place,
  std::shared_ptr<const std::string> long_one_;  // or this
};

}  // namespace everstrike::mock_server
