// Finds orders by their ids. A hash table without buckets: what a search looks at before it is at
// the order itself is one entry of 16 bytes, in the right cache line nearly always, however many
// orders there are. Not thread-safe: a part of its world.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "mock_server/exchange/order.hpp"

namespace everstrike::mock_server {

class OrderIndex {
 public:
  struct Entry {
    const Order* order = nullptr;  // must stay where it is; nullptr: nothing here
    std::uint32_t hash = 0;        // of its id
    std::uint32_t place = 0;       // whatever the world wants to know about it
  };

  // find gives nullptr if there is no order of this id. Valid until the next insert or erase.
  [[nodiscard]] const Entry* find(std::string_view id) const;
  [[nodiscard]] Entry* find(std::string_view id);
  // insert adds an order whose id isn't there yet.
  void insert(const Order& order, std::uint32_t place);
  // erase takes an entry out that find() gave.
  void erase(Entry* entry);
  // reserve makes room for so many orders in all.
  void reserve(std::size_t count);
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
  void put(Entry entry);

  std::vector<Entry> slots_;  // a power of two, at most three quarters used
  std::size_t size_ = 0;
};

}  // namespace everstrike::mock_server
