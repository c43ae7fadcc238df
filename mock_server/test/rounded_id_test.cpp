#include "mock_server/exchange/rounded_id.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

// node -p 'String(Number("…"))'
TEST(RoundedId, NamesTheOrderThatItWas) {
  World world(1);
  for (const char* id :
       {"12345678901234313", "1234567890123456789", "9999999999999999999999", "abc"}) {
    world.add({.id = id});
  }
  const auto meant = [&](std::string_view id) {
    const Order* order = order_before_rounding(world, id);
    return order == nullptr ? std::string() : order->id;
  };
  EXPECT_EQ(meant("12345678901234312"), "12345678901234313");
  EXPECT_EQ(meant("1234567890123456800"), "1234567890123456789");
  EXPECT_EQ(meant("1e+22"), "");  // too short to be sure of
  EXPECT_EQ(meant("10000000000000000000000"), "9999999999999999999999");
  EXPECT_EQ(meant("1.2345678901234568e+18"), "1234567890123456789");
  EXPECT_EQ(meant("12345678901234400"), "");
  EXPECT_EQ(meant("abc"), "");
  EXPECT_EQ(meant(""), "");
}

}  // namespace
}  // namespace everstrike::mock_server
