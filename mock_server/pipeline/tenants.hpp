// What the mock keeps for each API key: its world, how often each fault rule has looked at it, and
// how many requests it has sent. All of it is guarded by one lock per key, held from the decision
// about a fault until the journal entry is written, so that what a key sees depends on the order
// of its own requests and on nothing else.
// A tenant is made when its key is first used and lives as long as this object.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/exchange/rate_limit.hpp"
#include "mock_server/exchange/world.hpp"
#include "mock_server/faults/fault_desk.hpp"
#include "mock_server/message/world_clock.hpp"
#include "mock_server/pipeline/earlier_bodies.hpp"

namespace everstrike::mock_server {

struct Tenant {
  explicit Tenant(std::uint64_t node, OrderList first_orders = {},
                  std::shared_ptr<PlacedOrdersBound> bound = nullptr)
      : world(node, std::move(first_orders), std::move(bound)) {}

  std::mutex mutex;  // held while anything below is touched
  World world;
  RateLimiter rate_limiter;
  FaultMemory faults;
  std::uint64_t requests = 0;
  WorldClock clock;
  EarlierBodies earlier_bodies;
};

class Tenants {
 public:
  // `make` builds the tenant of a key with its first orders. It may be called by several threads at
  // once, and what it built for a key that another thread was quicker with is dropped.
  using Maker = std::function<std::unique_ptr<Tenant>(std::string_view api_key)>;
  explicit Tenants(Maker make) : make_(std::move(make)) {}

  [[nodiscard]] Tenant& of(std::string_view api_key);
  // find gives nullptr for a key that has not been used yet.
  [[nodiscard]] Tenant* find(std::string_view api_key);
  // all gives every tenant there is, in the order of their keys.
  [[nodiscard]] std::vector<std::pair<std::string, Tenant*>> all() const;

  [[nodiscard]] std::size_t size() const;

  // forget_finished forgets `n` orders that clients have placed and that are finished, the oldest
  // of all worlds first, or as many as there are. The caller must hold no tenant's lock.
  void forget_finished(std::size_t n);

  // set_clock sets the clock of every world, also of those that are made later.
  void set_clock(const WorldClock& clock);

 private:
  Maker make_;
  mutable std::shared_mutex mutex_;
  WorldClock first_clock_;
  std::map<std::string, std::unique_ptr<Tenant>, std::less<>> tenants_;
};

}  // namespace everstrike::mock_server
