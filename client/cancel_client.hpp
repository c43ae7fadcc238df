// Cancels an order of the exchange, and says truthfully what became of it: signs, sends, waits and
// tries again as retry_policy.hpp says. The order id is text; the body is made once, and the very
// same bytes are signed and sent, on every attempt.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/attempt.hpp"
#include "client/outcome.hpp"
#include "client/retry_policy.hpp"
#include "client/transport.hpp"
#include "signing/expected.hpp"
#include "signing/prepared_key.hpp"

namespace everstrike::client {

struct Credentials {
  std::string api_key;  // no control characters; may be empty
  signing::PreparedKey key;
};

// Time and chance, so that a test can hold both. Empty members stand for the real ones.
struct Hands {
  std::function<std::chrono::steady_clock::time_point()> now;
  std::function<void(std::chrono::milliseconds)> sleep;
  std::function<double()> dice;  // a draw from [0, 1)
};

struct CancelOptions {
  RetryLimits retry;
  std::chrono::milliseconds attempt_timeout{5'000};  // and never beyond the deadline
};

struct CancelReport {
  Outcome outcome;
  std::vector<Attempt> attempts;  // in order; the last one decided
  std::string_view signed_by;     // the signing back end (signing/backend.hpp)
};

class CancelClient {
 public:
  // `transport` must outlive the client.
  CancelClient(Transport& transport, Credentials credentials, CancelOptions options = {},
               Hands hands = {});

  // cancel returns when the outcome is decided, at the latest at the deadline (as far as the
  // transport keeps its timeout). `order_id` is any text. Not to be called from two threads at
  // once.
  [[nodiscard]] CancelReport cancel(std::string_view order_id);

 private:
  Transport& transport_;
  Credentials credentials_;
  CancelOptions options_;
  Hands hands_;
};

// is_header_text says whether `text` can stand in an HTTP header: no control characters.
[[nodiscard]] bool is_header_text(std::string_view text);

}  // namespace everstrike::client
