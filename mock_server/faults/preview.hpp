// The future of a plan: what will strike the coming requests of one API key. This is no guess: the
// draw is a pure function, so as long as the requests are of the kind that was asked for and the
// plan stays, it happens just so.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mock_server/faults/next_failures.hpp"
#include "mock_server/faults/plan.hpp"

namespace everstrike::mock_server {

// Which requests are meant: all of them alike.
struct PlanLook {
  std::string api_key;
  std::string endpoint = "POST /auth/cancel";
  // For rules that look at them: the ids that each request names, in order; the last ones again for
  // all further requests. Empty: such rules are left out.
  std::vector<std::vector<std::string>> order_ids = {};
  std::uint64_t requests = 50;
};

struct ComingStrike {
  std::uint64_t request = 0;  // 1: the next one
  Strike strike;
};

// A preview that is made one request after the other, since it may be a long one. It continues
// after what `counts` has counted, with what is pending in `next`. Of a request that is struck
// before its effect nothing further is listed, since nothing further happens; a fill_first stands
// before what strikes the same request.
class Preview {
 public:
  Preview(std::shared_ptr<const Plan> plan, PlanLook look, RuleCounts counts = {},
          NextFailures next = {});

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const PlanLook& look() const { return look_; }
  [[nodiscard]] bool is_over() const { return done_ == look_.requests; }
  // next looks at one request more, and appends what strikes it.
  void next(std::vector<ComingStrike>& coming);

 private:
  std::shared_ptr<const Plan> plan_;
  PlanLook look_;
  RuleCounts counts_;
  NextFailures next_;
  std::uint64_t done_ = 0;
};

// coming_strikes gives the whole of a preview.
[[nodiscard]] std::vector<ComingStrike> coming_strikes(Preview preview);
[[nodiscard]] std::vector<ComingStrike> coming_strikes(const Plan& plan, const PlanLook& look,
                                                       RuleCounts counts = {},
                                                       NextFailures next = {});

// notes_on says in whole sentences what a preview of these requests leaves out: rules that look at
// what it wasn't told.
[[nodiscard]] std::vector<std::string> notes_on(const Plan& plan, const PlanLook& look);

}  // namespace everstrike::mock_server
