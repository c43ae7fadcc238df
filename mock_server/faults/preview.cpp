#include "mock_server/faults/preview.hpp"

namespace everstrike::mock_server {

std::vector<ComingStrike> coming_strikes(const Plan& plan, const PlanLook& look,
                                         RuleCounts counts) {
  std::vector<std::string> ids;
  if (look.order_id) ids.push_back(*look.order_id);
  const RequestLook request = {
      .endpoint = look.endpoint, .api_key = look.api_key, .order_ids = ids};
  std::vector<ComingStrike> coming;
  for (std::uint64_t n = 1; n <= look.requests; ++n) {
    auto strike = plan.strike_before_auth(request, counts);
    if (!strike) {
      auto strikes = plan.strikes_on(request, counts);
      if (strikes.fill_first) coming.push_back({n, std::move(*strikes.fill_first)});
      strike = strikes.before_effect ? std::move(strikes.before_effect)
                                     : std::move(strikes.after_effect);
    }
    if (strike) coming.push_back({n, std::move(*strike)});
  }
  return coming;
}

}  // namespace everstrike::mock_server
