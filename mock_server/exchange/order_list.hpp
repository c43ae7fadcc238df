// Orders that several owners read and nobody changes: those of an account's file are needed by its
// world and again whenever that is reset, and there may be a million of them. A copy is as cheap
// as a pointer; a change makes the list one's own first. Like a vector otherwise.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

#include "mock_server/exchange/order.hpp"

namespace everstrike::mock_server {

class OrderList {
 public:
  OrderList() = default;
  // Implicit, so that a vector will do wherever a list is wanted.
  OrderList(std::vector<Order> orders)
      : orders_(std::make_shared<std::vector<Order>>(std::move(orders))) {}
  OrderList(std::initializer_list<Order> orders) : OrderList(std::vector<Order>(orders)) {}

  [[nodiscard]] const Order* begin() const { return orders_ ? orders_->data() : nullptr; }
  [[nodiscard]] const Order* end() const { return begin() + size(); }
  [[nodiscard]] std::size_t size() const { return orders_ ? orders_->size() : 0; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] const Order& operator[](std::size_t i) const { return (*orders_)[i]; }
  [[nodiscard]] const Order& front() const { return orders_->front(); }

  void clear() { orders_ = nullptr; }
  void push_back(Order order) {
    if (!orders_ || orders_.use_count() > 1) {
      orders_ = std::make_shared<std::vector<Order>>(begin(), end());
    }
    orders_->push_back(std::move(order));
  }

 private:
  std::shared_ptr<std::vector<Order>> orders_;
};

}  // namespace everstrike::mock_server
