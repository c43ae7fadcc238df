// Order ids that strike by themselves, so that a client which can't be configured (the documented
// example, unchanged) can be driven into a fault by the id it is given:
//   mock-<fault>-<before|after>-<anything>   mock-slow-<ms>-<anything>
// <fault> is an HTTP status (mock-503-before-1) or one of reset, close, hang, cut, half, html,
// garbage. `before` and `after` are the phases around the effect. The first request that names
// such an order is struck; the next one is answered as ever, so that a retry can be watched. With
// "always-" in front of <anything> every request is struck.
// Two more are no strikes but orders in a certain state:
//   mock-filled-<anything>   mock-partly-filled-<anything>
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mock_server/faults/orders_ahead.hpp"
#include "mock_server/faults/rule.hpp"

namespace everstrike::mock_server {

inline constexpr std::string_view kMagicPrefix = "mock-";

struct MagicOrder {
  Rule rule;
  bool always = false;  // strikes every request, not only the first
};

// magic_order reads an order id; nullopt for every id that is not of that form.
[[nodiscard]] std::optional<MagicOrder> magic_order(std::string_view order_id);

// magic_filled gives how much is filled of an order of such an id; nullopt for every other id.
[[nodiscard]] std::optional<OrdersAhead::Filled> magic_filled(std::string_view order_id);

}  // namespace everstrike::mock_server
