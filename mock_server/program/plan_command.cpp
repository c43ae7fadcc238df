#include "mock_server/program/plan_command.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>

#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "json/document.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/fault_desk.hpp"
#include "mock_server/faults/scenario_file.hpp"
#include "mock_server/program/scenario_source.hpp"
#include "mock_server/program/serve_settings.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::Error;
using command_line::ExitCode;

constexpr std::uint64_t kRequestsMax = 1'000'000;
constexpr std::size_t kJournalBytesMax = 256 * 1024 * 1024;

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

// The rules of the options and of the scenario, in this order, with the seed in force.
Expected<Scenario, Error> faults_from(const PlanSettings& settings) {
  Scenario faults;
  if (settings.scenario_file.empty() && settings.fail_first == 0 && settings.fail_rate.empty()) {
    return command_line::usage_error(
        "expected what to plan: --scenario FILE, --fail-first N or --fail-rate A/B");
  }
  auto rules = fail_rules(settings.fail_first, settings.fail_rate, settings.fail_phase);
  if (!rules) return Unexpected<Error>(rules.error());
  if (!settings.scenario_file.empty()) {
    auto scenario = load_scenario(settings.scenario_file);
    if (!scenario) return Unexpected<Error>(scenario.error());
    const auto added =
        add_scenario_rules(settings.scenario_file, std::move(scenario->rules), *rules);
    if (!added) return Unexpected<Error>(added.error());
    faults = std::move(*scenario);
  }
  faults.rules = std::move(*rules);
  faults.seed = settings.seed.value_or(faults.seed.value_or(0));
  return faults;
}

// The ids that each request of the key to that endpoint named. Lines of the control side are none.
Expected<std::vector<std::vector<std::string>>, Error> ids_of_journal(
    const PlanSettings& settings) {
  auto text = command_line::read_text_file(settings.journal_file, {.bytes_max = kJournalBytesMax});
  if (!text) return Unexpected<Error>(text.error());
  std::vector<std::vector<std::string>> ids;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text->size(); ++number) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    const std::string line = text->substr(at, end - at);
    at = end + 1;
    if (line.empty()) continue;
    const auto entry = json::Document::parse(line, "");
    const json::Value* method = entry ? entry->find("/method") : nullptr;
    const json::Value* path = entry ? entry->find("/path") : nullptr;
    const json::Value* body = entry ? entry->find("/body") : nullptr;
    if (!entry || entry->find("/number") == nullptr) {
      return command_line::usage_error(settings.journal_file + ":" + std::to_string(number + 1) +
                                       ": expected a journal entry, as --journal-file writes them");
    }
    const json::Value* key = entry->find("/api_key");
    if (method == nullptr || path == nullptr || key == nullptr || key->text != settings.api_key) {
      continue;
    }
    const std::string_view whole = path->text;
    const std::string_view bare = whole.substr(0, whole.find('?'));
    if (method->text + " " + std::string(bare) != settings.endpoint) continue;
    ids.push_back(order_ids(FormReading(body == nullptr ? std::string_view() : body->text)));
  }
  if (ids.empty()) {
    return command_line::usage_error(settings.journal_file + ": holds no request \"" +
                                     settings.endpoint + "\" of API key \"" + settings.api_key +
                                     "\"");
  }
  return ids;
}

Expected<PlanLook, Error> look_from(const PlanSettings& settings) {
  PlanLook look = {.api_key = settings.api_key, .endpoint = settings.endpoint};
  if (!is_endpoint_name(settings.endpoint)) {
    return command_line::usage_error("--endpoint: " + endpoint_expected());
  }
  if (!settings.journal_file.empty() && !settings.order_ids.empty()) {
    return command_line::usage_error("--journal: has the ids already; leave out --order-id");
  }
  for (const std::string& id : settings.order_ids) look.order_ids.push_back({id});
  if (!settings.journal_file.empty()) {
    auto ids = ids_of_journal(settings);
    if (!ids) return Unexpected<Error>(ids.error());
    look.requests = ids->size();
    look.order_ids = std::move(*ids);
  }
  look.requests = settings.requests.value_or(look.requests);
  if (look.requests > kRequestsMax) {
    return command_line::usage_error("--requests: expected at most " +
                                     std::to_string(kRequestsMax));
  }
  return look;
}

}  // namespace

Expected<ExitCode, Error> print_plan(const PlanSettings& settings, std::ostream& out) {
  auto faults = faults_from(settings);
  if (!faults) return Unexpected<Error>(faults.error());
  auto look = look_from(settings);
  if (!look) return Unexpected<Error>(look.error());
  const Plan plan(std::move(faults->rules), *faults->seed, std::move(faults->title));
  const auto strikes = coming_strikes(plan, *look);
  if (settings.json) {
    out << coming_strikes_json(plan, *look, strikes) << "\n" << std::flush;
    return ExitCode::done;
  }

  if (!plan.title().name.empty()) {
    out << plan.title().name << (plan.title().about.empty() ? "" : ": ") << plan.title().about
        << "\n";
  }
  out << strikes.size() << " of the first " << look->requests << " requests \"" << look->endpoint
      << "\" of API key \"" << look->api_key << "\" are struck, seed " << plan.seed() << "\n";
  for (const std::string& note : notes_on(plan, *look)) out << note << "\n";
  if (!strikes.empty()) print_table(out, strikes);
  out << std::flush;
  return ExitCode::done;
}

}  // namespace everstrike::mock_server
