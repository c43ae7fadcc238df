// What really happened to which orders, whatever answer the client was given: the ground truth that
// the journal keeps. The exchange's endpoints give it with what they made of a request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::mock_server {

// One order of which something was filled.
struct Fill {
  std::string order;
  double qty = 0;        // filled by this
  double remaining = 0;  // after it
};

struct Effect {
  enum class Kind { none, cancelled, placed, triggered, filled };
  Kind kind = Kind::none;
  std::vector<std::string> order_ids;
  // A request may fill orders beside its own effect; the kind is `filled` when nothing else
  // happened.
  std::vector<Fill> fills = {};
};

// effect_text is the name that the journal has for it.
[[nodiscard]] std::string_view effect_text(Effect::Kind kind);

}  // namespace everstrike::mock_server
