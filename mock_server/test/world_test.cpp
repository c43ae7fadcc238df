#include "mock_server/exchange/world.hpp"

#include <gtest/gtest.h>

#include "mock_server/exchange/fill_order.hpp"

namespace everstrike::mock_server {
namespace {

std::vector<std::string> ids_of(const World& world) {
  std::vector<std::string> ids;
  for (const Order* order : world.orders()) ids.push_back(order->id);
  return ids;
}

using Ids = std::vector<std::string>;

// A million orders are kept at a few hundred bytes each.
static_assert(sizeof(Order) <= 192);

TEST(World, ChangesLeaveTheFirstOrdersAsTheyWere) {
  const OrderList first = {{.id = "a"}, {.id = "b"}};
  World world(1, first);
  world.find_to_change("a")->status = OrderStatus::cancelled;
  world.add({.id = "b", .price = 7});
  world.add({.id = "c"});
  EXPECT_EQ(first[0].status, OrderStatus::active);
  EXPECT_EQ(first[1].price, 200);
  EXPECT_EQ(world.find("a")->status, OrderStatus::cancelled);
  EXPECT_EQ(world.find("b")->price, 7);
  EXPECT_EQ(ids_of(world), (Ids{"a", "b", "c"}));
  world = World(1, first);
  EXPECT_EQ(world.find("a")->status, OrderStatus::active);
  EXPECT_EQ(ids_of(world), (Ids{"a", "b"}));
}

TEST(World, WhatIsOnlyReadStaysShared) {
  const OrderList first = {{.id = "a"}};
  const World world(1, first);
  EXPECT_EQ(world.find("a"), &first[0]);
  EXPECT_EQ(world.active_orders().front(), &first[0]);
}

// Two worlds that begin with the same file make different ids of fills that have none.
TEST(World, FirstOrdersWithFillsGetIdsOfTheWorld) {
  const OrderList first = {{.id = "a", .fills = {{.price = 1, .qty = 2, .time = 3}}}, {.id = ""}};
  World one(1, first);
  World two(2, first);
  EXPECT_NE(one.find("a")->fills[0].id, two.find("a")->fills[0].id);
  EXPECT_EQ(first[0].fills[0].id, "");
  EXPECT_EQ(one.orders().size(), 2U);
  EXPECT_NE(one.orders()[1]->id, two.orders()[1]->id);
  EXPECT_EQ(one.positions().of("USD_BTC_PERP").size, 2);
}

TEST(World, ForgottenOrdersAreGoneAndTheOthersKeepTheirOrder) {
  World world(1);
  for (int i = 0; i < 1000; ++i) world.add({.id = "o" + std::to_string(i)});
  for (int i = 0; i < 1000; ++i) {
    if (i % 100 != 0) world.forget("o" + std::to_string(i));
  }
  world.forget("never there");
  EXPECT_EQ(ids_of(world),
            (Ids{"o0", "o100", "o200", "o300", "o400", "o500", "o600", "o700", "o800", "o900"}));
  EXPECT_EQ(world.find("o1"), nullptr);
  world.find_to_change("o900")->status = OrderStatus::completed;
  world.add({.id = "o1"});
  EXPECT_EQ(world.active_orders().size(), 10U);
  EXPECT_EQ(ids_of(world).back(), "o1");
}

TEST(SharedText, IsKeptOnceWhileSomebodyHasIt) {
  const std::string pair = "USD_ETH_PERP";
  const SharedText one(pair);
  {
    const SharedText two = std::string_view("USD_ETH_PERP");
    EXPECT_EQ(one.view().data(), two.view().data());
  }
  EXPECT_EQ(SharedText(pair).view().data(), one.view().data());
  EXPECT_NE(one.view().data(), pair.data());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(SharedText("passing by").view(), "passing by");
}

}  // namespace
}  // namespace everstrike::mock_server
