// What one attempt at a cancel proved: which row of the table in client/claims.hpp its answer is.
// The retry policy works on these alone: it sees neither HTTP nor JSON.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace everstrike::client {

// In the order of the table, in which the first match wins.
enum class Evidence {
  confirmed,     // 200 with our order, which is cancelled
  completed,     // 200 with our order, which is filled
  ended,         // 200 with our order, which was rejected or has expired
  inconclusive,  // a 2xx that confirms nothing
  filled,        // a refusal that says that the order is filled
  cancelled,     // a refusal that says that the order is cancelled already
  missing,       // a refusal that says that there is no such order
  refused,       // 401, 403: who asks isn't known or may not
  throttled,     // 429: refused for now, without effect
  declined,      // another 4xx of the exchange's own
  unclear,       // may have taken effect: 5xx, 408, lost, cut or unreadable answers
  redirected,    // 3xx: may have taken effect (who knows where), and would be the same again
  not_sent,      // the server can't have seen the request, another time it may
};

struct Attempt {
  Evidence evidence = Evidence::unclear;
  std::string reason;  // one line
  std::optional<std::chrono::milliseconds> retry_after;
  int http_status = 0;  // 0 without an answer
  // Our order as a 200 told it, JSON without blanks between the words; empty without one.
  std::string order = {};
  // The order's qty_filled, digit by digit as it was told; empty where that is no number.
  std::string qty_filled = {};
};

}  // namespace everstrike::client
