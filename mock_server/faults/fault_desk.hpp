// Where the pipeline asks what strikes a request: the plan in force, which can be replaced at run
// time, and the order ids that strike by themselves. What is remembered of an API key lies with
// that key (FaultMemory), so requests of different keys don't wait for each other; keys that
// nobody knows share a bounded table here.
// Thread-safe, except that a FaultMemory is guarded by its owner. Without rules and without such
// an id a request costs one atomic load and a search of its body, and allocates nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/faults/next_failures.hpp"
#include "mock_server/faults/orders_ahead.hpp"
#include "mock_server/faults/plan.hpp"
#include "mock_server/message/form_reading.hpp"
#include "mock_server/message/message_fate.hpp"

namespace everstrike::mock_server {

// What the faults of one API key depend on.
struct FaultMemory {
  // counts_for gives the counts of `plan`, which start again if they are another's.
  [[nodiscard]] RuleCounts& counts_for(const std::shared_ptr<const Plan>& plan);

  RuleCounts counts = {};
  // Not its owner: a large plan is freed by who replaces it, not by the request that comes next.
  std::weak_ptr<const Plan> counted_for = {};
  std::set<std::string, std::less<>> magic_orders = {};  // that have struck
  NextFailures next = {};                                // that were asked for by hand
  std::shared_ptr<const Plan> own_plan = nullptr;        // instead of the common one
};

// One request as the pipeline has it.
struct FaultQuestion {
  std::string_view endpoint;
  std::string_view api_key;
  const FormReading& form;
};

// order_ids gives the ids that a form names: id, ids, ids[], ids[0]. One that can't be read names
// none.
[[nodiscard]] std::vector<std::string> order_ids(const FormReading& form);

class FaultDesk {
 public:
  explicit FaultDesk(Plan plan, bool magic_order_ids = true);

  // set_plan replaces the plan; every key's ordinals start again with its next request.
  void set_plan(Plan plan);
  [[nodiscard]] std::shared_ptr<const Plan> plan() const;
  [[nodiscard]] std::shared_ptr<const Plan> plan_for(const FaultMemory& memory) const;

  // admits_connection tells whether a new connection is let in; each is asked about once.
  [[nodiscard]] bool admits_connection();

  [[nodiscard]] std::optional<Strike> before_auth(const FaultQuestion& question,
                                                  FaultMemory& memory) const;
  // The same for a key that nobody knows, or none. Beyond kStrangersMax such keys the further
  // ones count together.
  [[nodiscard]] std::optional<Strike> before_auth_of_stranger(const FaultQuestion& question);

  struct AroundEffect {
    Strikes strikes;
    OrdersAhead orders;  // of the world of this key
  };
  [[nodiscard]] AroundEffect around_effect(const FaultQuestion& question,
                                           FaultMemory& memory) const;

  // on_message decides about a message of the feed that is about to leave. Ordinals count for each
  // API key, over all its connections; those without one count together.
  [[nodiscard]] MessageFate on_message(const MessageLook& look);
  // forget_messages lets a key's messages be counted from the first again.
  void forget_messages(std::string_view api_key);

  static constexpr std::size_t kStrangersMax = 10'000;
  // Of one API key; further ones are ordinary ids.
  static constexpr std::size_t kMagicOrdersMax = 10'000;

 private:
  static void look_at_ids(const FaultQuestion& question, FaultMemory& memory, AroundEffect& around);

  const bool magic_order_ids_;
  mutable std::mutex mutex_;  // guards what follows
  std::shared_ptr<const Plan> plan_;
  std::map<std::string, FaultMemory, std::less<>> strangers_;
  FaultMemory further_strangers_;
  RuleCounts connections_;
  std::map<std::string, RuleCounts, std::less<>> messages_;
  std::atomic<bool> has_rules_;
  std::atomic<bool> looks_at_connections_;
  std::atomic<bool> looks_at_messages_;
};

}  // namespace everstrike::mock_server
