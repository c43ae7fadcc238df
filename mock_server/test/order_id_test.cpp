#include "mock_server/exchange/order_id.hpp"

#include <gtest/gtest.h>

#include <set>

namespace everstrike::mock_server {
namespace {

// Ids and times of three objects in the exchange's documentation.
TEST(OrderId, DocumentedIdsCarryTheirTime) {
  EXPECT_EQ(instant_of("849cdea0395411e98f54b395ae9c7bb6"), 1551137077642);
  EXPECT_EQ(instant_of("781a8e80393f11e98e2643f8c5a993ce"), 1551128037224);
  EXPECT_EQ(instant_of("c6d30ec0385f11e9a7706b30b08d8b29"), 1551031962028);
}

TEST(OrderId, MadeIdsCarryTheirTimeAndDiffer) {
  OrderIdSource source(7);
  std::set<std::string> seen;
  for (int i = 0; i < 25'000; ++i) {
    const std::string id = source.next(1551137077642);
    ASSERT_EQ(instant_of(id), 1551137077642) << id;
    ASSERT_TRUE(seen.insert(id).second) << id;
  }
}

TEST(OrderId, SameNodeGivesTheSameRow) {
  EXPECT_EQ(OrderIdSource(7).next(1000), OrderIdSource(7).next(1000));
  EXPECT_NE(OrderIdSource(7).next(1000), OrderIdSource(8).next(1000));
}

TEST(OrderId, OtherTextCarriesNoTime) {
  EXPECT_EQ(instant_of("392392320eoweqwie3"), std::nullopt);
  EXPECT_EQ(instant_of("zzzzzzzzzzzz1zzzzzzzzzzzzzzzzzzz"), std::nullopt);
  EXPECT_EQ(instant_of(""), std::nullopt);
}

}  // namespace
}  // namespace everstrike::mock_server
