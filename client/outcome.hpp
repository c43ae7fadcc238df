// What became of a cancel, as far as it can be said truthfully. There are three answers and never
// a fourth: a timeout is not a failure, and silence is not success.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::client {

enum class OutcomeKind {
  confirmed,  // the order is cancelled: the exchange said so
  rejected,   // this call cancelled nothing: the exchange refused it, never saw it, or the order
              // was filled before
  unknown,    // the order may or may not be cancelled
};

struct Outcome {
  OutcomeKind kind = OutcomeKind::unknown;
  // Only with `confirmed`: no answer said that the order was cancelled by us, but after an attempt
  // that may have done it the exchange said that the order is cancelled already.
  bool inferred = false;
  std::string reason;   // one line for a person; may hold the server's text with control characters
  bool filled = false;  // only with `rejected`: the order was executed, not cancelled
  // The order as the last answer told it, and how much of it was filled: JSON, empty where it told
  // none. A partly filled order that was cancelled is confirmed, with what was filled before.
  std::string order = {};
  std::string qty_filled = {};

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// name_of gives "confirmed", "rejected" or "unknown".
[[nodiscard]] constexpr std::string_view name_of(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::confirmed:
      return "confirmed";
    case OutcomeKind::rejected:
      return "rejected";
    case OutcomeKind::unknown:
      break;
  }
  return "unknown";
}

}  // namespace everstrike::client
