// What a case's exchange is like: the account, the order, and how it answers. Plain data, which a
// case writes down; what it leaves out is drawn from the run's seed (id, key and secret) or
// ordinary (an open order, right answers).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/faults/rule.hpp"
#include "mock_server/tls/tls_options.hpp"

namespace everstrike::conformance {

// What a client may conclude from an answer. The three ways in which an order can be gone are no
// proof of each other: one that was filled was not cancelled, and one that is missing may have been
// either, or never there.
enum class Proof {
  confirms,   // it says that this order is cancelled
  cancelled,  // a refusal: it was cancelled before
  filled,     // a refusal, or a look at the order: it was filled, so no cancel can happen any more
  missing,    // a refusal: there is no such order
  open,       // a look at the order: it is still open
  unclear,    // the cancel may or may not have happened
  refuses,    // it says that nothing was cancelled
};

// One rule of the case's exchange, and what its answer proves.
struct PlannedAnswer {
  mock_server::Rule rule;
  Proof proof = Proof::unclear;
};

// Stands for the order's id in the texts of planned answers; as long as an id, so that lengths
// which were counted before stay right.
inline constexpr std::string_view kIdHere = "<<<<<<<< the order's id >>>>>>>>";
static_assert(kIdHere.size() == 32);
// Stands for the base URL of the exchange on another host in the location of a redirect.
inline constexpr std::string_view kElsewhereHere = "http://elsewhere";

struct Setting {
  std::string order_id;  // empty: drawn, kDrawnIdBytes lower-case hex digits
  std::optional<std::string> api_key;
  std::optional<std::string> secret;
  // The exchange's own idea of the account, where it differs from the client's.
  std::optional<std::string> secret_of_exchange;
  bool key_is_known = true;

  enum class OrderState { open, cancelled, filled, partly_filled, unknown };
  OrderState order = OrderState::open;

  std::vector<PlannedAnswer> answers;  // in priority order
  std::string reject_status;           // as --reject-status takes it
  // Speaks TLS and nothing else, with this fault.
  std::optional<mock_server::TlsFault> tls;
  bool listens = true;                       // false: nobody is there, connections are refused
  bool terminated_at_first_request = false;  // the client gets SIGTERM when its first one is in
};

// A drawn id is as long as kIdHere.
inline constexpr std::size_t kDrawnIdBytes = kIdHere.size();

// settle fills in what was left out, by draws of (seed, case id) alone.
void settle(Setting& setting, std::uint64_t seed, std::string_view case_id);

}  // namespace everstrike::conformance
