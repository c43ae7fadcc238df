#include "mock_server/wire/timer_heap.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace everstrike::mock_server {
namespace {

TimerHeap::Time at(int tick) { return TimerHeap::Time(std::chrono::milliseconds(tick)); }
std::uint64_t id_of(std::uint64_t generation, std::uint64_t slot) {
  return generation << 32 | slot;
}

TEST(TimerHeap, GivesIdsInTheOrderOfTheirTimes) {
  TimerHeap heap;
  heap.set(id_of(1, 5), at(30));
  heap.set(id_of(1, 0), at(10));
  heap.set(id_of(1, 9), at(20));
  EXPECT_EQ(heap.earliest(), at(10));
  EXPECT_EQ(heap.take_due(at(20)), (std::vector<std::uint64_t>{id_of(1, 0), id_of(1, 9)}));
  EXPECT_EQ(heap.take_due(at(29)), std::vector<std::uint64_t>{});
  EXPECT_EQ(heap.earliest(), at(30));
}

TEST(TimerHeap, AStaleIdDoesNotRemoveItsSuccessor) {
  TimerHeap heap;
  heap.set(id_of(2, 3), at(10));
  heap.remove(id_of(1, 3));
  EXPECT_EQ(heap.size(), 1U);
  heap.remove(id_of(2, 3));
  EXPECT_EQ(heap.size(), 0U);
  EXPECT_EQ(heap.earliest(), std::nullopt);
}

// Compares the heap with a plain map under any sequence of operations.
RC_GTEST_PROP(TimerHeap, BehavesLikeASortedMap, ()) {
  TimerHeap heap;
  std::map<std::uint64_t, int> model;
  const auto operations = *rc::gen::inRange(0, 200);
  for (int i = 0; i < operations; ++i) {
    const auto id = id_of(1, *rc::gen::inRange<std::uint64_t>(0, 20));
    const int tick = *rc::gen::inRange(0, 50);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        heap.remove(id);
        model.erase(id);
        break;
      case 1: {
        auto due = heap.take_due(at(tick));
        std::vector<int> times;
        for (const auto each : due) times.push_back(model.at(each));
        RC_ASSERT(std::is_sorted(times.begin(), times.end()));
        std::vector<std::uint64_t> expected;
        for (const auto& [each, time] : model) {
          if (time <= tick) expected.push_back(each);
        }
        std::sort(due.begin(), due.end());
        RC_ASSERT(due == expected);
        for (const auto each : due) model.erase(each);
        break;
      }
      default:
        heap.set(id, at(tick));
        model[id] = tick;
    }
    RC_ASSERT(heap.size() == model.size());
  }
}

}  // namespace
}  // namespace everstrike::mock_server
