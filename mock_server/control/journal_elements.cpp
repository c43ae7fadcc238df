#include "mock_server/control/journal_elements.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kAtOnce = 64;
// A text may be longer than a piece only if there is so much in the entry: a byte takes up to
// eight.
constexpr std::size_t kGrowth = 8;
constexpr std::size_t kLongBytes = BodySource::kPieceBytesMax / 2 / kGrowth;

std::size_t bytes_of(const Entry& entry) {
  return entry.body.size() + entry.head.size() + entry.answer_body.size();
}

}  // namespace

std::shared_ptr<const std::string> LongEntryText::of(const Entry& entry,
                                                     const EntryFormat& format) {
  const std::lock_guard lock(mutex_);
  if (format_ == &format && number_ == entry.number && text_) return text_;
  text_ = nullptr;
  auto made = std::make_shared<std::string>();
  // Memory that is never written to costs nothing, and growing would need it twice.
  made->reserve(kGrowth * bytes_of(entry));
  if (!format.append(*made, entry)) return nullptr;
  format_ = &format;
  number_ = entry.number;
  text_ = std::move(made);
  return text_;
}

void LongEntryText::let_go() {
  const std::lock_guard lock(mutex_);
  const auto held = held_.find(number_);
  if (held == held_.end() || held->second.expired()) text_ = nullptr;
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

bool JournalElements::write(const Entry& entry) {
  long_one_ = nullptr;
  if (bytes_of(entry) >= kLongBytes) {
    long_one_ = long_text_.of(entry, format_);
    return long_one_ != nullptr;
  }
  text_.clear();
  return format_.append(text_, entry);
}

ListedElements::Found JournalElements::look(std::string_view& text) {
  for (;;) {
    if (at_ == batch_.size() && !fetch()) return Found::end;
    const Entry& entry = *batch_[at_];
    if (entry.number > last_) return Found::end;
    if (write(entry)) {
      text = long_one_ ? *long_one_ : text_;
      return Found::element;
    }
    ++*left_out_;
    go_on();
  }
}

void JournalElements::go_on() {
  query_.after = batch_[at_]->number;
  --query_.limit;
  ++at_;
  end_element();
}

void JournalElements::end_element() {
  if (!begun_ && !long_one_) return;
  begun_ = nullptr;
  long_one_ = nullptr;
  long_text_.let_go();
}

void JournalElements::let_go(bool is_begun) {
  if (is_begun && !begun_) begun_ = long_text_.hold(batch_[at_]);
  if (is_begun) long_one_ = nullptr;
  batch_.clear();
  at_ = 0;
}

}  // namespace everstrike::mock_server
