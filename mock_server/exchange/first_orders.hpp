// Which orders the world of a key begins with, and goes back to when it is reset. A key that was
// never mentioned begins with the documented examples' orders. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/accounts.hpp"

namespace everstrike::mock_server {

class FirstOrders {
 public:
  void put(const std::string& api_key, OrderList orders) {
    const std::lock_guard lock(mutex_);
    orders_.insert_or_assign(api_key, std::move(orders));
  }
  void remove(const std::string& api_key) {
    const std::lock_guard lock(mutex_);
    orders_.erase(api_key);
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
