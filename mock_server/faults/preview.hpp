// The future of a plan: what will strike the coming requests of one API key. This is no guess: the
// draw is a pure function, so as long as the requests are of the kind that was asked for and the
// plan stays, it happens just so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mock_server/faults/plan.hpp"

namespace everstrike::mock_server {

// Which requests are meant: all of them alike.
struct PlanLook {
  std::string api_key;
  std::string endpoint = "POST /auth/cancel";
  std::optional<std::string> order_id = {};  // for rules that look at it
  std::uint64_t requests = 50;
};

struct ComingStrike {
  std::uint64_t request = 0;  // 1: the next one
  Strike strike;
};

// coming_strikes continues after what `counts` has counted. Of a request that is struck before
// its effect nothing further is listed, since nothing further happens; a fill_first stands before
// what strikes the same request.
[[nodiscard]] std::vector<ComingStrike> coming_strikes(const Plan& plan, const PlanLook& look,
                                                       RuleCounts counts = {});

}  // namespace everstrike::mock_server
