// When what is to happen: at most one time for each id, in a binary heap that knows where each id
// stands, so that a time can be moved or taken back in place. Ids carry their slot number in the
// low 32 bits (see connection_table.hpp). Not thread-safe; TimerQueue adds lock and alarm.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace everstrike::mock_server {

class TimerHeap {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // set gives `id` its time, in place of an earlier one.
  void set(std::uint64_t id, Time when);
  // remove forgets the time of `id`, if it has one.
  void remove(std::uint64_t id);
  // take_due removes and gives the ids whose time is not after `now`, earliest first.
  [[nodiscard]] std::vector<std::uint64_t> take_due(Time now);
  [[nodiscard]] std::optional<Time> earliest() const;
  [[nodiscard]] std::size_t size() const { return heap_.size(); }

 private:
  struct Node {
    Time when;
    std::uint64_t id;
  };

  static std::size_t slot_of(std::uint64_t id) { return static_cast<std::uint32_t>(id); }
  void place(std::size_t index, const Node& node);
  void move_up(std::size_t index);
  void move_down(std::size_t index);
  void remove_at(std::size_t index);

  std::vector<Node> heap_;
  std::vector<std::size_t> index_of_slot_;  // plus one; 0 means: not in the heap
};

}  // namespace everstrike::mock_server
