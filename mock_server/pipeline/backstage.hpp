// What the control side may reach of the exchange: who has an account, what their worlds hold,
// what was journalled. Only references, so it is copied freely and lives as long as the pipeline
// that gave it. Everything behind it is thread-safe; a tenant's insides are guarded by its mutex.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/auth/key_ring.hpp"
#include "mock_server/exchange/first_orders.hpp"
#include "mock_server/faults/preview.hpp"
#include "mock_server/journal/feed_ring.hpp"
#include "mock_server/journal/journal.hpp"
#include "mock_server/pipeline/tenants.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

struct FaultControl {
  std::uint64_t seed = 0;  // of the run, for scenarios without one
  std::function<std::shared_ptr<const Plan>()> plan;
  std::function<void(Plan plan)> set_plan;
  // What will strike a key's requests, by its own plan or everybody's.
  std::function<Preview(PlanLook look)> preview;
};

// The prices of the feed (POST /mock/price, POST /mock/reset).
struct PriceControl {
  std::function<bool(std::string_view pair)> knows_pair;
  std::function<void(const std::string& pair, std::optional<double> price)> hold;
  std::function<void()> hold_none;
  std::function<std::optional<double>(std::string_view pair)> last;
};

struct Backstage {
  KeyRing& keys;
  Tenants& tenants;
  FirstOrders& first_orders;
  signing::Redactor& redactor;
  Journal& journal;
  FeedRing& feed_ring;
  const Clock& clock;
  // record journals what the control side did to orders of a key; the caller holds its tenant's
  // mutex.
  std::function<void(std::string_view api_key, Effect effect)> record;
  // reset puts a tenant back to its first state; the caller must not hold its mutex.
  std::function<void(std::string_view api_key, Tenant& tenant)> reset;
  FaultControl faults;
  bool reveal = false;        // POST /mock/explain may show right signatures
  bool fingerprints = false;  // GET /mock/accounts/K may show the fingerprint of its secret
};

}  // namespace everstrike::mock_server
