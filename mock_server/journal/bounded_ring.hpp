// What is kept in order, in bounded memory: when there are too many or they take too many bytes,
// the oldest go, but never the newest. T has a `number`, which grows, and an `api_key`. What goes
// is handed back, so that the owner frees it after its lock. Not thread-safe; its owner is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace everstrike::mock_server {

template <class T>
class BoundedRing {
 public:
  using Kept = std::shared_ptr<const T>;
  using BytesOf = std::size_t (*)(const T&);  // what one takes; always the same for the same one

  BoundedRing(std::size_t count_max, std::size_t bytes_max, BytesOf bytes_of)
      : count_max_(count_max), bytes_max_(bytes_max), bytes_of_(bytes_of) {}

  // push keeps `one`, whose number is greater than all before, and adds to `gone` what has to go.
  void push(Kept one, std::vector<Kept>& gone) {
    bytes_ += bytes_of_(*one);
    kept_.push_back(std::move(one));
    while (kept_.size() > count_max_ || (bytes_ > bytes_max_ && kept_.size() > 1)) {
      bytes_ -= bytes_of_(*kept_.front());
      last_dropped_ = kept_.front()->number;
      gone.push_back(std::move(kept_.front()));
      kept_.pop_front();
      ++dropped_;
    }
  }

  // read gives at most `limit` that `fits`, with a greater number than `after`, oldest first.
  template <class Fits>
  [[nodiscard]] std::vector<Kept> read(std::uint64_t after, std::size_t limit,
                                       const Fits& fits) const {
    std::vector<Kept> found;
    // Numbers grow, with gaps where those of a key were cleared.
    auto place =
        std::ranges::upper_bound(kept_, after, {}, [](const Kept& one) { return one->number; });
    for (; place != kept_.end() && found.size() < limit; ++place) {
      if (fits(**place)) found.push_back(*place);
    }
    return found;
  }

  // clear hands back all, and forgets how many were dropped.
  [[nodiscard]] std::deque<Kept> clear() {
    bytes_ = 0;
    dropped_ = 0;
    last_dropped_ = 0;
    return std::exchange(kept_, {});
  }
  // The same of one API key's only; the count of dropped ones stays.
  [[nodiscard]] std::deque<Kept> clear(std::string_view api_key) {
    std::deque<Kept> gone;
    std::deque<Kept> kept;
    for (Kept& one : kept_) {
      const bool goes = one->api_key == api_key;
      if (goes) bytes_ -= bytes_of_(*one);
      (goes ? gone : kept).push_back(std::move(one));
    }
    kept_ = std::move(kept);
    return gone;
  }

  [[nodiscard]] std::size_t size() const { return kept_.size(); }
  // oldest gives the one that goes next, or so many after it; nullptr if there is none.
  [[nodiscard]] const T* oldest(std::size_t after) const {
    return after < kept_.size() ? kept_[after].get() : nullptr;
  }
  // first is the number of the oldest, 0 without one.
  [[nodiscard]] std::uint64_t first() const { return kept_.empty() ? 0 : kept_.front()->number; }
  // dropped counts those that had to go since the last clear(); the newest had this number.
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
  [[nodiscard]] std::uint64_t last_dropped() const { return last_dropped_; }

 private:
  std::size_t count_max_;
  std::size_t bytes_max_;
  BytesOf bytes_of_;
  std::deque<Kept> kept_;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t last_dropped_ = 0;
};

}  // namespace everstrike::mock_server
