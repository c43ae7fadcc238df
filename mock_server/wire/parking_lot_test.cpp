#include "mock_server/wire/parking_lot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

TEST(ParkingLot, KnowsWhoIsToBeAskedAgain) {
  ParkingLot lot;
  EXPECT_FALSE(lot.announce());
  EXPECT_THAT(lot.next(10).ids, IsEmpty());
  EXPECT_TRUE(lot.enter(7, lot.generation()));
  EXPECT_THAT(lot.next(10).ids, IsEmpty());  // it came after what happened
  EXPECT_TRUE(lot.announce());
  EXPECT_THAT(lot.next(10).ids, ElementsAre(7));
  EXPECT_THAT(lot.next(10).ids, IsEmpty());
  lot.leave(7);
  EXPECT_FALSE(lot.announce());
  EXPECT_THAT(lot.next(10).ids, IsEmpty());
}

TEST(ParkingLot, TellsWhoeverDecidedOnOldFacts) {
  ParkingLot lot;
  const auto before = lot.generation();
  EXPECT_FALSE(lot.announce());
  EXPECT_FALSE(lot.enter(7, before));
  EXPECT_THAT(lot.next(10).ids, ElementsAre(7));
}

TEST(ParkingLot, GivesAFewAtATimeAndLeavesNobodyOut) {
  ParkingLot lot;
  for (std::uint64_t id = 1; id <= 5; ++id) (void)lot.enter(id, lot.generation());
  (void)lot.announce();
  auto first = lot.next(2);
  EXPECT_THAT(first.ids, SizeIs(2));
  EXPECT_TRUE(first.is_more);
  (void)lot.announce();  // concerns all of them, after this round
  auto asked = first.ids;
  while (asked.size() < 5) {
    const auto some = lot.next(2);
    EXPECT_TRUE(some.is_more);
    asked.insert(asked.end(), some.ids.begin(), some.ids.end());
  }
  EXPECT_THAT(asked, UnorderedElementsAre(1, 2, 3, 4, 5));
  const auto again = lot.next(10);
  EXPECT_THAT(again.ids, UnorderedElementsAre(1, 2, 3, 4, 5));
  EXPECT_FALSE(again.is_more);
}

}  // namespace
}  // namespace everstrike::mock_server
