#include "conformance/process/bounded_text.hpp"

#include <algorithm>

namespace everstrike::conformance {

void BoundedText::add(std::string_view bytes) {
  const std::size_t into_head = std::min(bytes.size(), head_max_ - head_.size());
  head_.append(bytes.substr(0, into_head));
  tail_.append(bytes.substr(into_head));
  // Cut only now and then: dropping a few bytes at a time would move the whole tail each time.
  if (tail_.size() > 2 * tail_max_) {
    dropped_ += tail_.size() - tail_max_;
    tail_.erase(0, tail_.size() - tail_max_);
  }
}

std::string BoundedText::text() const {
  const std::size_t extra = tail_.size() > tail_max_ ? tail_.size() - tail_max_ : 0;
  const std::size_t missing = dropped_ + extra;
  if (missing == 0) return head_ + tail_;
  return head_ + "\n[" + std::to_string(missing) + " bytes left out]\n" + tail_.substr(extra);
}

std::string ending_of(const std::string& text, std::size_t max) {
  if (text.size() <= max) return text;
  return "[" + std::to_string(text.size() - max) + " bytes left out]\n" +
         text.substr(text.size() - max);
}

}  // namespace everstrike::conformance
