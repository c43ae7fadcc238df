#include "conformance/process/bounded_text.hpp"

#include <algorithm>

namespace everstrike::conformance {

void BoundedText::add(std::string_view bytes) {
  const std::size_t into_head = std::min(bytes.size(), head_max_ + kOverlap - head_.size());
  head_.append(bytes.substr(0, into_head));
  tail_.append(bytes.substr(into_head));
  // Cut only now and then: dropping a few bytes at a time would move the whole tail each time.
  const std::size_t tail_kept = tail_max_ + kOverlap;
  if (tail_.size() > 2 * tail_kept) {
    dropped_ += tail_.size() - tail_kept;
    tail_.erase(0, tail_.size() - tail_kept);
  }
}

std::string BoundedText::text(const Clean& clean) const {
  std::string head = head_;
  std::string tail = tail_;
  const auto cleaned = [&](std::string& part) {
    if (clean) clean(part);
  };
  const std::size_t size = head.size() + dropped_ + tail.size();
  if (size <= head_max_ + tail_max_) {
    head += tail;
    cleaned(head);
    return head;
  }
  // What was never dropped is in one of the two only.
  if (dropped_ == 0) {
    head += tail.substr(0, std::min(tail.size(), kOverlap));
    tail.insert(0, head_);
  }
  cleaned(head);
  cleaned(tail);
  head.resize(std::min(head.size(), head_max_));
  return head + "\n[" + std::to_string(size - head_max_ - tail_max_) + " bytes left out]\n" +
         tail.substr(tail.size() - std::min(tail.size(), tail_max_));
}

std::string ending_of(const std::string& text, std::size_t max) {
  if (text.size() <= max) return text;
  return "[" + std::to_string(text.size() - max) + " bytes left out]\n" +
         text.substr(text.size() - max);
}

}  // namespace everstrike::conformance
