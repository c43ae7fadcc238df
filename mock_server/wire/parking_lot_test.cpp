#include "mock_server/wire/parking_lot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ParkingLot, KnowsWhoIsThere) {
  ParkingLot lot;
  EXPECT_FALSE(lot.announce());
  EXPECT_TRUE(lot.enter(7, lot.generation()));
  EXPECT_TRUE(lot.announce());
  EXPECT_THAT(lot.occupants(), ElementsAre(7));
  lot.leave(7);
  EXPECT_FALSE(lot.announce());
  EXPECT_THAT(lot.occupants(), IsEmpty());
}

TEST(ParkingLot, TellsWhoeverDecidedOnOldFacts) {
  ParkingLot lot;
  const auto before = lot.generation();
  EXPECT_FALSE(lot.announce());
  EXPECT_FALSE(lot.enter(7, before));
  EXPECT_THAT(lot.occupants(), ElementsAre(7));
}

}  // namespace
}  // namespace everstrike::mock_server
