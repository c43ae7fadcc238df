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

#include "mock_server/exchange/rate_limit.hpp"
#include "mock_server/exchange/world.hpp"
#include "mock_server/faults/fault_desk.hpp"

namespace everstrike::mock_server {

struct Tenant {
  explicit Tenant(std::uint64_t node) : world(node) {}

  std::mutex mutex;  // held while anything below is touched
  World world;
  RateLimiter rate_limiter;
  FaultMemory faults;
  std::uint64_t requests = 0;
};

class Tenants {
 public:
  // `make` builds the tenant of a key with its first orders; it is called once per key.
  using Maker = std::function<std::unique_ptr<Tenant>(std::string_view api_key)>;
  explicit Tenants(Maker make) : make_(std::move(make)) {}

  [[nodiscard]] Tenant& of(std::string_view api_key);
  // find gives nullptr for a key that has not been used yet.
  [[nodiscard]] Tenant* find(std::string_view api_key);

 private:
  Maker make_;
  std::shared_mutex mutex_;
  std::map<std::string, std::unique_ptr<Tenant>, std::less<>> tenants_;
};

}  // namespace everstrike::mock_server
