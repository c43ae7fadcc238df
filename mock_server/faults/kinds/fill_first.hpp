// Fills the orders that a request names just before it is handled: the race that a cancel loses.
// The one fault that is no strike. The answer is the handler's own, other rules still apply, and
// the journal tells it in the effect's `fills`. Who does it is the pipeline, since a fault changes
// no order by itself; there is no other phase for it than before_effect.
#pragma once

#include <optional>

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct FillFirst {
  static constexpr FaultRow kRow = {
      "fill_first",
      "the true answer; the orders that the request names were filled just before it was handled"};

  std::optional<double> qty = {};  // of each, at most what remains; unset: all of it

  void read(FaultReader& reader) {
    qty = reader.number_if_present("qty");
    if (qty && !(*qty > 0)) reader.fail("qty", "expected a number above 0");
  }
  void write(auto& json) const {
    if (qty) json["qty"] = *qty;
  }
  void apply(const Moment&, Answer&) const {}
};

}  // namespace everstrike::mock_server
