// Finds connections by number. A number is a slot and the slot's generation, so that an event or
// timer that arrives for a connection already gone finds nothing, instead of its successor.
// Whoever looks a connection up shares its ownership while working with it. Thread-safe; no lock
// of a connection is ever taken inside.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace everstrike::mock_server {

class Connection;

class ConnectionTable {
 public:
  using Make = std::function<std::shared_ptr<Connection>(std::uint64_t id)>;

  // add makes a connection under a new id (below 2^63, slot in the low 32 bits) and keeps it.
  std::shared_ptr<Connection> add(const Make& make);
  // find gives nullptr for connections that are gone.
  [[nodiscard]] std::shared_ptr<Connection> find(std::uint64_t id) const;
  void remove(std::uint64_t id);
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> all() const;
  // wait_until_empty gives whether the last one left within `patience`.
  bool wait_until_empty(std::chrono::milliseconds patience);

 private:
  struct Slot {
    std::uint64_t generation = 1;
    std::shared_ptr<Connection> connection;
  };
  static constexpr std::uint64_t kGenerationMax = 0x7fff'ffff;

  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::size_t size_ = 0;
};

}  // namespace everstrike::mock_server
