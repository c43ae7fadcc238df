#include "mock_server/control/order_elements.hpp"

#include <algorithm>
#include <mutex>

namespace everstrike::mock_server {

OrderElements::OrderElements(Tenant& tenant, const signing::Redactor& redactor)
    : tenant_(tenant), redactor_(redactor) {
  const std::lock_guard lock(tenant_.mutex);
  end_ = tenant_.world.next_serial();
}

OrderElements::OrderElements(Tenant& tenant, const signing::Redactor& redactor,
                             std::vector<std::uint64_t> serials)
    : tenant_(tenant), redactor_(redactor), serials_(std::move(serials)), end_(serials_->size()) {}

void OrderElements::fetch() {
  batch_.clear();
  at_ = 0;
  const std::lock_guard lock(tenant_.mutex);
  if (!serials_) {
    for (const auto& [serial, order] : tenant_.world.numbered(next_, kOrdersAtOnce)) {
      if (serial >= end_) return;
      append_json(batch_.emplace_back(serial, "").second, *order);
    }
    return;
  }
  for (std::uint64_t at = next_; at < end_ && batch_.size() < kOrdersAtOnce; ++at) {
    const auto found = tenant_.world.numbered((*serials_)[at], 1);
    if (found.empty() || found.front().serial != (*serials_)[at]) continue;  // forgotten meanwhile
    append_json(batch_.emplace_back(at, "").second, *found.front().order);
  }
}

ListedElements::Found OrderElements::look(std::string_view& text) {
  if (at_ == batch_.size()) fetch();
  if (batch_.empty()) return Found::end;
  text_ = batch_[at_].second;
  redactor_.redact_document(text_);
  text = text_;
  return Found::element;
}

void OrderElements::go_on() { next_ = batch_[at_++].first + 1; }

void OrderElements::let_go(bool) {
  batch_.clear();
  at_ = 0;
}

}  // namespace everstrike::mock_server
