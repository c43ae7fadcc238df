#include "mock_server/exchange/order_index.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <random>
#include <string>

namespace everstrike::mock_server {
namespace {

TEST(OrderIndex, FindsWhatAMapFinds) {
  OrderIndex index;
  std::map<std::string, const Order*> expected;
  std::deque<Order> orders;
  std::mt19937 random(1);
  // Few different ids, so that many are inserted and erased more than once.
  for (int step = 0; step < 20'000; ++step) {
    const std::string id = "id" + std::to_string(random() % 1500);
    auto* found = index.find(id);
    const auto known = expected.find(id);
    ASSERT_EQ(found != nullptr, known != expected.end()) << id;
    if (found == nullptr) {
      orders.push_back({.id = id});
      index.insert(orders.back(), static_cast<std::uint32_t>(step));
      expected.emplace(id, &orders.back());
    } else {
      ASSERT_EQ(found->order, known->second);
      if (random() % 2 == 0) {
        index.erase(found);
        expected.erase(known);
      }
    }
    ASSERT_EQ(index.size(), expected.size());
  }
  for (const auto& [id, order] : expected) {
    ASSERT_NE(index.find(id), nullptr) << id;
    ASSERT_EQ(index.find(id)->order, order);
  }
  EXPECT_EQ(index.find(""), nullptr);
}

TEST(OrderIndex, AnEmptyOneFindsNothing) {
  const OrderIndex index;
  EXPECT_EQ(index.find("a"), nullptr);
}

}  // namespace
}  // namespace everstrike::mock_server
