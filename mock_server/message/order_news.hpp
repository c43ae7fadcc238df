// What just happened to one order, told to whoever listens: an effect (effect.hpp) together with
// the order as it is after it.
#pragma once

#include <string>

#include "mock_server/message/effect.hpp"

namespace everstrike::mock_server {

struct OrderNews {
  Effect::Kind kind = Effect::Kind::none;
  std::string pair;
  std::string status;        // of the order: "ACTIVE", "CANCELLED", …
  std::string order_json;    // the exchange's JSON object of the order
  bool was_trigger = false;  // and no order, also once it was cancelled or refused
  // Of a fill: how much by this one, at which price, and whether the buyer was resting.
  double qty = 0;
  double price = 0;
  bool buyer_rested = false;
  std::string
      position_json;  // the position of its pair after it; empty where there is none to tell
  bool position_is_closed = false;
};

}  // namespace everstrike::mock_server
