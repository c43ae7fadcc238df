#include "mock_server/control/fault_routes.hpp"

#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/tenant_of.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/scenario_file.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::uint64_t kFarthestLook = 100'000;

}  // namespace

Reply show_scenario(const Backstage& backstage, const std::optional<std::string>& api_key) {
  if (!api_key) return json_reply(scenario_json(*backstage.faults.plan()));
  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  const std::lock_guard lock(tenant->mutex);
  const auto own = tenant->faults.own_plan;
  return json_reply(scenario_json(own ? *own : *backstage.faults.plan()));
}

Reply put_scenario(const Backstage& backstage, const std::optional<std::string>& api_key,
                   const std::string& body) {
  auto scenario = parse_scenario(body, "body", endpoint_names());
  if (!scenario) return control_error(400, scenario.error());
  const auto seed = scenario->seed.value_or(backstage.faults.seed);
  Plan plan(std::move(scenario->rules), seed, std::move(scenario->title));
  if (!api_key) {
    backstage.faults.set_plan(std::move(plan));
    return show_scenario(backstage, api_key);
  }
  if (plan.looks_at_connections() || plan.looks_at_messages()) {
    return control_error(400,
                         "query: api_key: rules of the phases at_accept and on_message belong to "
                         "everybody's scenario; put it without api_key");
  }
  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  {
    const std::lock_guard lock(tenant->mutex);
    tenant->faults.own_plan = std::make_shared<const Plan>(std::move(plan));
  }
  return show_scenario(backstage, api_key);
}

Reply delete_scenario(const Backstage& backstage, const std::optional<std::string>& api_key) {
  if (!api_key) {
    backstage.faults.set_plan(Plan({}, backstage.faults.seed));
    return {.status = 204};
  }
  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  const std::lock_guard lock(tenant->mutex);
  tenant->faults.own_plan = nullptr;
  return {.status = 204};
}

Reply show_plan(const Backstage& backstage, const Query& query) {
  const auto api_key = query.text("api_key");
  if (!api_key) return control_error(400, "query: api_key: missing");
  PlanLook look{.api_key = *api_key};
  for (std::string& id : query.texts("order_id")) look.order_ids.push_back({std::move(id)});
  const auto requests = query.number("requests", look.requests, kFarthestLook);
  if (!requests) {
    return control_error(400, "query: requests: expected a whole number from 0 to 100000");
  }
  look.requests = *requests;
  look.endpoint = query.text("endpoint").value_or(look.endpoint);
  const auto coming = backstage.faults.coming_strikes(look);
  return json_reply(coming_strikes_json(*coming.plan, look, coming.strikes));
}

}  // namespace everstrike::mock_server
