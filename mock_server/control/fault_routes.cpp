#include "mock_server/control/fault_routes.hpp"

#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/query.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/scenario_file.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::uint64_t kFarthestLook = 100'000;

}  // namespace

Reply show_scenario(const Backstage& backstage) {
  return json_reply(scenario_json(*backstage.faults.plan()));
}

Reply put_scenario(const Backstage& backstage, const std::string& body) {
  auto scenario = parse_scenario(body, "body", endpoint_names());
  if (!scenario) return control_error(400, scenario.error());
  backstage.faults.set_plan(Plan(std::move(scenario->rules),
                                 scenario->seed.value_or(backstage.faults.seed),
                                 std::move(scenario->title)));
  return show_scenario(backstage);
}

Reply delete_scenario(const Backstage& backstage) {
  backstage.faults.set_plan(Plan({}, backstage.faults.seed));
  return {.status = 204};
}

Reply show_plan(const Backstage& backstage, const Request& request) {
  const auto query =
      Query::parse(request.head.query(), {"api_key", "requests", "endpoint", "order_id"});
  if (!query) return control_error(400, query.error());
  const auto api_key = query->text("api_key");
  if (!api_key) return control_error(400, "query: api_key: missing");
  PlanLook look{.api_key = *api_key, .order_id = query->text("order_id")};
  const auto requests = query->number("requests", look.requests, kFarthestLook);
  if (!requests) {
    return control_error(400, "query: requests: expected a whole number from 0 to 100000");
  }
  look.requests = *requests;
  look.endpoint = query->text("endpoint").value_or(look.endpoint);
  const auto plan = backstage.faults.plan();
  return json_reply(coming_strikes_json(*plan, look, backstage.faults.coming_strikes(look)));
}

}  // namespace everstrike::mock_server
