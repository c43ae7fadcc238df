#include "mock_server/wire/errands.hpp"

#include <utility>

namespace everstrike::mock_server {

void Errands::start() {
  quick_.threads.emplace_back([this] { work(quick_); });
  for (int i = 0; i < kSlowThreads; ++i) slow_.threads.emplace_back([this] { work(slow_); });
}

void Errands::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (Lane* lane : {&quick_, &slow_}) lane->waiting.clear();
    for (const auto& errand : current_) errand->is_unwanted = true;
  }
  for (Lane* lane : {&quick_, &slow_}) {
    lane->changed.notify_all();
    for (auto& thread : lane->threads) thread.join();
    lane->threads.clear();
  }
}

void Errands::add(std::shared_ptr<Errand> errand) {
  Lane& lane = lane_of(errand->pace);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    lane.waiting.push_back(std::move(errand));
  }
  lane.changed.notify_one();
}

void Errands::work(Lane& lane) {
  for (std::shared_ptr<Errand> errand;;) {
    {
      std::unique_lock lock(mutex_);
      std::erase(current_, errand);
      errand = nullptr;
      lane.changed.wait(lock, [&] { return stopping_ || !lane.waiting.empty(); });
      if (stopping_) return;
      errand = std::move(lane.waiting.front());
      lane.waiting.pop_front();
      current_.push_back(errand);
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
