// The faults of a run: rules in priority order and a seed. For each request it decides, by the
// request's ordinals alone, which rule strikes; of each phase the first rule that matches and hits
// wins. Every rule counts its own matches, so a rule that is added shifts no other.
// A `Plan` is immutable and thread-safe; the counts live in a `RuleCounts` per API key, which its
// owner protects.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/faults/rule.hpp"

namespace everstrike::mock_server {

// How many requests each rule of a plan has matched for one API key.
using RuleCounts = std::vector<std::uint64_t>;

// What rules look at. `order_ids` may be left empty unless the plan looks_at_order_ids().
struct RequestLook {
  std::string_view endpoint;  // "POST /auth/cancel"
  std::string_view api_key;   // as received
  std::span<const std::string> order_ids = {};
};

// A message of the feed, as rules look at it.
struct MessageLook {
  std::string_view name;      // "USD_BTC_PERP:index"
  std::string_view category;  // "index"
  std::string_view api_key;   // that its connection has authenticated for
};

struct Strike {
  std::shared_ptr<const Rule> rule;
  std::uint64_t ordinal = 0;  // which match of the rule this request is
  std::uint64_t seed = 0;
};

// replay_text is what `x-mock-fault` and the journal say of a strike: enough to repeat it.
[[nodiscard]] std::string replay_text(const Strike& strike);

struct Strikes {
  std::optional<Strike> before_effect;
  std::optional<Strike> after_effect;
  std::optional<Strike> fill_first;  // a rule with that fault; it takes no other's place
};

class Plan {
 public:
  // What people call it, and what it teaches.
  struct Title {
    std::string name;
    std::string about;
  };

  Plan() = default;
  Plan(std::vector<Rule> rules, std::uint64_t seed, Title title = {});

  // strike_at_accept decides about a new connection; `counts` is that of all connections.
  [[nodiscard]] std::optional<Strike> strike_at_accept(RuleCounts& counts) const;
  // strike_before_auth decides about the phase before_auth and counts the rules of that phase;
  // strikes_on does the same for the two other phases.
  [[nodiscard]] std::optional<Strike> strike_before_auth(const RequestLook& look,
                                                         RuleCounts& counts) const;
  [[nodiscard]] Strikes strikes_on(const RequestLook& look, RuleCounts& counts) const;
  // strike_on_message decides about a message of the feed; `counts` is that of its API key's.
  [[nodiscard]] std::optional<Strike> strike_on_message(const MessageLook& look,
                                                        RuleCounts& counts) const;

  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] const Title& title() const { return title_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const Rule>>& rules() const { return rules_; }
  [[nodiscard]] bool looks_at_order_ids() const { return looks_at_order_ids_; }
  [[nodiscard]] bool looks_at_connections() const { return looks_at_connections_; }
  [[nodiscard]] bool looks_at_messages() const { return looks_at_messages_; }

 private:
  void draw(std::size_t index, std::string_view api_key, RuleCounts& counts,
            std::optional<Strike>& first) const;

  std::vector<std::shared_ptr<const Rule>> rules_;
  std::uint64_t seed_ = 0;
  Title title_;
  bool looks_at_order_ids_ = false;
  bool looks_at_connections_ = false;
  bool looks_at_messages_ = false;
};

}  // namespace everstrike::mock_server
