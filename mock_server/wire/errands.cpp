#include "mock_server/wire/errands.hpp"

#include <utility>

namespace everstrike::mock_server {

void Errands::start() {
  thread_ = std::thread([this] { work(); });
}

void Errands::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting_.clear();
    if (current_) current_->is_unwanted = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Errands::add(std::shared_ptr<Errand> errand) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    waiting_.push_back(std::move(errand));
  }
  changed_.notify_one();
}

void Errands::work() {
  for (;;) {
    std::shared_ptr<Errand> errand;
    {
      std::unique_lock lock(mutex_);
      current_ = nullptr;
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      errand = current_ = std::move(waiting_.front());
      waiting_.pop_front();
    }
    if (errand->is_unwanted && !errand->is_owed) continue;
    try {
      errand->made = errand->make(Patience(errand->is_unwanted));
    } catch (...) {
      errand->made = {};
    }
    if (errand->is_unwanted) continue;
    errand->make = nullptr;  // with what it holds
    errand->is_ready = true;
    errand->tell();
  }
}

}  // namespace everstrike::mock_server
