#include "mock_server/control/journal_elements.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kAtOnce = 64;
// A text may be longer than a piece only if there is so much in the entry: a byte takes up to
// eight.
constexpr std::size_t kLongBytes = BodySource::kPieceBytesMax / 16;

}  // namespace

bool LongEntryText::append(std::string& out, const Entry& entry, const EntryFormat& format) {
  if (entry.body.size() + entry.head.size() + entry.answer_body.size() < kLongBytes) {
    return format.append(out, entry);
  }
  const std::lock_guard lock(mutex_);
  if (format_ != &format || number_ != entry.number) {
    format_ = nullptr;
    std::string().swap(text_);
    if (!format.append(text_, entry)) return false;
    format_ = &format;
    number_ = entry.number;
  }
  out += text_;
  if (text_.size() <= BodySource::kPieceBytesMax) format_ = nullptr;
  return true;
}

LongEntryText::Held LongEntryText::hold(const std::shared_ptr<const Entry>& entry) {
  const std::lock_guard lock(mutex_);
  std::erase_if(held_, [](const auto& one) { return one.second.expired(); });
  const auto present = held_.find(entry->number);
  if (Held held = present == held_.end() ? nullptr : present->second.lock()) return held;
  if (present == held_.end() && held_.size() >= kHeldMax) return nullptr;
  auto held = std::make_shared<const std::shared_ptr<const Entry>>(entry);
  held_[entry->number] = held;
  return held;
}

JournalElements::JournalElements(const Journal& journal, JournalQuery query, std::uint64_t last,
                                 const EntryFormat& format, LongEntryText& long_text,
                                 std::shared_ptr<std::uint64_t> left_out)
    : journal_(journal),
      query_(std::move(query)),
      last_(last),
      format_(format),
      long_text_(long_text),
      left_out_(std::move(left_out)) {}

bool JournalElements::fetch() {
  at_ = 0;
  if (begun_) {
    batch_ = {*begun_};
    return true;
  }
  JournalQuery some = query_;
  some.limit = std::min(query_.limit, kAtOnce);
  batch_ = journal_.read(some).entries;
  return !batch_.empty();
}

ListedElements::Found JournalElements::append(std::string& out) {
  for (;;) {
    if (at_ == batch_.size() && !fetch()) return Found::end;
    const Entry& entry = *batch_[at_];
    if (entry.number > last_) return Found::end;
    if (long_text_.append(out, entry, format_)) return Found::element;
    ++*left_out_;
    go_on();
  }
}

void JournalElements::go_on() {
  query_.after = batch_[at_]->number;
  --query_.limit;
  ++at_;
  begun_ = nullptr;
}

void JournalElements::let_go(bool is_begun) {
  if (is_begun && !begun_) begun_ = long_text_.hold(batch_[at_]);
  batch_.clear();
  at_ = 0;
}

}  // namespace everstrike::mock_server
