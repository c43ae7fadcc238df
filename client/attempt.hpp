// What one attempt at a cancel proved. The retry policy works on these alone: it sees neither HTTP
// nor JSON.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace everstrike::client {

enum class Evidence {
  confirmed,   // HTTP 200, code 200, and our order in the result
  gone,        // a readable refusal: the order was not found, or is cancelled already
  refused,     // a definite refusal of this request (4xx); the same bytes would be refused again
  throttled,   // 429: refused for now, without effect
  unclear,     // may have taken effect: 5xx, 408, lost or cut answers, a 200 that confirms nothing
  redirected,  // 3xx: may have taken effect (who knows where), and would be the same again
  not_sent,    // the server can't have seen the request, another time it may
  untrusted,   // the same, and another time won't help: the certificate is wrong
};

struct Attempt {
  Evidence evidence = Evidence::unclear;
  std::string reason;  // one line
  std::optional<std::chrono::milliseconds> retry_after;
  int http_status = 0;  // 0 without an answer
};

}  // namespace everstrike::client
