// Which orders the world of a key begins with, and goes back to when it is reset. A key that was
// never mentioned begins with the documented examples' orders. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/exchange/accounts.hpp"

namespace everstrike::mock_server {

class FirstOrders {
 public:
  void put(const std::string& api_key, OrderList orders) {
    const std::lock_guard lock(mutex_);
    std::swap(orders_[api_key], orders);  // those before are freed after the lock
  }
  void remove(const std::string& api_key) {
    OrderList gone;  // freed after the lock
    const std::lock_guard lock(mutex_);
    const auto found = orders_.find(api_key);
    if (found == orders_.end()) return;
    std::swap(found->second, gone);
    orders_.erase(found);
  }
  [[nodiscard]] OrderList of(std::string_view api_key) const {
    const std::lock_guard lock(mutex_);
    const auto found = orders_.find(api_key);
    return found == orders_.end() ? default_orders() : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, OrderList, std::less<>> orders_;
};

}  // namespace everstrike::mock_server
