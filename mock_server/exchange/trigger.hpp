// What becomes of a trigger: an order that waits, UNTRIGGERED, until its price is seen. Nothing
// here sees prices, so that it is set off by hand (POST /mock/trigger); then it is an order of the
// same id, or it is refused, CANCELLED with the reason as `msg`, and stays among the triggers.
// Source: the exchange's page of GET /triggers; that the id stays is assumed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mock_server/exchange/order.hpp"

namespace everstrike::mock_server {

// The one reason for which a trigger is refused on the exchange's page.
inline constexpr std::string_view kDocumentedTriggerRefusal =
    "Order was rejected due to insufficient balance";

// set_off makes a trigger that waits an order, or refuses it for `refusal`.
inline void set_off(Order& trigger, const std::optional<std::string>& refusal,
                    std::int64_t unix_ms) {
  trigger.time = unix_ms;
  trigger.status = refusal ? OrderStatus::cancelled : OrderStatus::active;
  trigger.is_trigger = refusal.has_value();
  if (refusal || !trigger.rare.get().msg.empty()) {
    trigger.rare.change().msg = refusal.value_or("");
  }
}

}  // namespace everstrike::mock_server
