#include "mock_server/exchange/world.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

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

// A world's own orders lie in pieces of memory, and again where forgotten ones lay.
TEST(World, ManyOwnOrdersStayWhereTheyAre) {
  constexpr std::size_t kOrders = 1000;
  std::vector<Order> orders(kOrders);
  for (std::size_t i = 0; i < kOrders; ++i) orders[i].id = "o" + std::to_string(i);
  World world(1, orders);
  std::vector<Order*> own;
  for (const Order& order : orders) own.push_back(world.find_to_change(order.id));
  for (std::size_t i = 0; i < kOrders; i += 2) world.forget(own[i]->id);
  for (std::size_t i = 0; i < kOrders; i += 2) world.add({.id = "n" + std::to_string(i)});
  world.add({.id = "last", .price = 3});
  World moved = std::move(world);
  for (std::size_t i = 0; i < kOrders; ++i) {
    const std::string id = "o" + std::to_string(i);
    EXPECT_EQ(moved.find(id), i % 2 == 0 ? nullptr : own[i]);
    if (i % 2 == 1) {
      EXPECT_EQ(own[i]->id, id);
    }
    EXPECT_EQ(moved.find("n" + std::to_string(i)) != nullptr, i % 2 == 0);
  }
  EXPECT_EQ(moved.find("last")->price, 3);
}

// Texts of every length around what is gathered at once, with what must be escaped at the end.
TEST(Order, ItsJsonHoldsTextsOfEveryLength) {
  for (const std::size_t size :
       {0U, 1U, 7U, 8U, 9U, 100U, 127U, 128U, 129U, 1000U, 1023U, 1024U, 1025U, 5000U}) {
    Order order{.id = std::string(size, 'i') + "\"\\\n", .pair = std::string(size, 'p')};
    order.customer_id = std::string(size, 'c') + "\x01";
    order.rare.change().oco = std::string(size, 'o') + "é";
    std::string text = "[";
    append_json(text, order);
    const auto read = nlohmann::json::parse(text + "]").at(0);
    EXPECT_EQ(read.at("id"), order.id);
    EXPECT_EQ(read.at("pair"), order.pair.view());
    EXPECT_EQ(read.at("customer_id"), order.customer_id.view());
    EXPECT_EQ(read.at("oco"), *order.rare.get().oco);
    EXPECT_EQ(read.at("qty_orig_usd"), order.qty_orig_usd);
    EXPECT_EQ(read.at("status"), "ACTIVE");
    EXPECT_EQ(read.size(), 24U);
  }
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
