#include "mock_server/program/plan_command.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>

#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/scenario_file.hpp"
#include "mock_server/program/failure.hpp"
#include "mock_server/program/scenario_source.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::ExitCode;

constexpr std::uint64_t kRequestsMax = 1'000'000;

void print_table(std::ostream& out, const std::vector<ComingStrike>& strikes) {
  std::size_t width = 4;
  for (const auto& each : strikes) width = std::max(width, each.strike.rule->id.size());
  const auto row = [&](const auto& request, std::string_view phase, const std::string& rule,
                       const auto& ordinal, std::string_view fault) {
    out << std::right << std::setw(7) << request << "  " << std::left << std::setw(13) << phase
        << "  " << std::setw(static_cast<int>(width)) << rule << "  " << std::right << std::setw(7)
        << ordinal << "  " << fault << "\n";
  };
  row("request", "phase", "rule", "ordinal", "fault");
  for (const auto& each : strikes) {
    const Rule& rule = *each.strike.rule;
    row(each.request, phase_text(rule.phase), rule.id, each.strike.ordinal, fault_type(rule.fault));
  }
}

}  // namespace

ExitCode print_plan(const PlanSettings& settings, std::ostream& out, std::ostream& err) {
  auto scenario = load_scenario(settings.scenario_file);
  if (!scenario) return fail(scenario.error(), err);
  const auto endpoints = endpoint_names();
  if (std::ranges::find(endpoints, settings.endpoint) == endpoints.end()) {
    std::string expected;
    for (const auto name : endpoints) expected.append(expected.empty() ? "" : ", ").append(name);
    return fail({ExitCode::usage, "--endpoint: expected one of: " + expected}, err);
  }
  if (settings.requests > kRequestsMax) {
    return fail({ExitCode::usage, "--requests: expected at most " + std::to_string(kRequestsMax)},
                err);
  }

  const std::uint64_t seed = settings.seed.value_or(scenario->seed.value_or(0));
  const Plan plan(std::move(scenario->rules), seed, std::move(scenario->title));
  PlanLook look = {
      .api_key = settings.api_key, .endpoint = settings.endpoint, .requests = settings.requests};
  if (!settings.order_id.empty()) look.order_id = settings.order_id;
  const auto strikes = coming_strikes(plan, look);
  if (settings.json) {
    out << coming_strikes_json(plan, look, strikes) << "\n" << std::flush;
    return ExitCode::done;
  }

  out << plan.title().name << (plan.title().about.empty() ? "" : ": ") << plan.title().about
      << "\n";
  out << strikes.size() << " of the first " << look.requests << " requests \"" << look.endpoint
      << "\" of API key \"" << look.api_key << "\" are struck, seed " << seed << "\n";
  if (plan.looks_at_connections()) {
    out << "Rules of the phase at_accept are left out: they count connections\n";
  }
  if (plan.looks_at_order_ids() && !look.order_id) {
    out << "Rules that look at the order id are left out: name one with --order-id\n";
  }
  if (!strikes.empty()) print_table(out, strikes);
  out << std::flush;
  return ExitCode::done;
}

}  // namespace everstrike::mock_server
