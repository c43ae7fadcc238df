// everstrike-mock: the mock exchange as a program.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/config_file.hpp"
#include "command_line/parse.hpp"
#include "command_line/process_start.hpp"
#include "command_line/scrub_argument.hpp"
#include "command_line/siblings.hpp"
#include "command_line/text_file.hpp"
#include "mock_server/program/check_command.hpp"
#include "mock_server/program/failure.hpp"
#include "mock_server/program/health_command.hpp"
#include "mock_server/program/plan_command.hpp"
#include "mock_server/program/serve.hpp"
#include "mock_server/program/serve_options.hpp"
#include "mock_server/program/serve_settings.hpp"
#include "mock_server/program/server_manual.hpp"
#include "mock_server/program/with_trust/trust_lines.hpp"
#include "mock_server/program/with_trust_command.hpp"
#include "mock_server/tls/tls_options.hpp"
#include "signing/backend.hpp"

namespace {

namespace command_line = everstrike::command_line;
using everstrike::mock_server::add_fail_options;
using everstrike::mock_server::add_serve_options;
using everstrike::mock_server::HealthSettings;
using everstrike::mock_server::PlanSettings;
using everstrike::mock_server::ServeSettings;
using everstrike::mock_server::TrustPlace;
using everstrike::mock_server::WithTrustSettings;

void add_serve(command_line::Command& app, ServeSettings& settings) {
  auto serve = app.subcommand("serve", "Answer signed requests (the default)");
  serve.flag("--exit-with-stdin", settings.exit_with_stdin,
             "End when standard input ends, so with the program that holds its other end");
  add_serve_options(serve, settings);
}

void add_with_trust(command_line::Command& app, WithTrustSettings& settings) {
  auto with_trust = app.subcommand(
      "with-trust",
      "Run a command (after --), unchanged, against a mock under the exchange's names");
  with_trust
      .option("--way", settings.way,
              "A private network (namespace), a preloaded shim and variables (env), or auto")
      .value_name("auto|namespace|env")
      .show_default();
  with_trust.flag("--print-env", settings.print_env,
                  "Print the variables for a mock that you run with --tls-dir, and end");
  add_serve_options(with_trust, settings.serve);
}

void add_trust(command_line::Command& app, TrustPlace& place) {
  auto trust = app.subcommand(
      "trust", "Print, for each runtime, how a program is made to trust and reach a mock");
  trust.option("--ca", place.ca_file, "The authority's certificate")
      .value_name("FILE")
      .show_default();
  trust.option("--listen", place.address, "Where the mock listens")
      .value_name("HOST:PORT")
      .show_default();
}

void add_plan(command_line::Command& app, PlanSettings& settings) {
  auto plan =
      app.subcommand("plan", "Print what a scenario, or --fail-…, will do, without serving");
  plan.option("--scenario", settings.scenario_file, "The scenario (scenario_v1 JSON)")
      .value_name("FILE");
  add_fail_options(plan, settings.fail_first, settings.fail_rate, settings.fail_phase);
  plan.option("--api-key", settings.api_key, "Whose requests").show_default();
  plan.option("--endpoint", settings.endpoint, "To which endpoint").show_default();
  plan.option("--order-id", settings.order_ids,
              "Naming which order; repeated: those of one request after the other")
      .one_value_each()
      .value_name("ID");
  plan.option("--journal", settings.journal_file,
              "Take the requests of this journal instead (as --journal-file writes it)")
      .value_name("FILE");
  plan.option("--requests", settings.requests,
              "How many of them; without: 50, or as many as the journal has")
      .value_name("N")
      .whole_number();
  plan.option("--seed", settings.seed, "Seed, before the scenario's own")
      .value_name("N")
      .whole_number();
  plan.flag("--json", settings.json, "Print JSON, as GET /mock/plan gives it");
}

void add_health(command_line::Command& app, HealthSettings& settings) {
  auto health = app.subcommand("health", "Say by the exit code whether a mock answers: 0 or 1");
  health.option("--url", settings.url, "Where it listens, by plain HTTP")
      .value_name("URL")
      .show_default();
  health.option("--timeout-ms", settings.timeout_ms, "How long to wait for it")
      .value_name("N")
      .show_default()
      .within({1, 86'400'000});
}

void add_check(command_line::Command& app, std::vector<std::string>& files) {
  auto check = app.subcommand("check", "Check accounts, scenario and configuration files");
  check.option("FILE", files, "JSON with a \"schema\", or a configuration in TOML").required();
}

std::vector<command_line::ValueHint> value_hints() {
  return {{.command = "", .value = "FAULT", .words = everstrike::mock_server::tls_fault_words()}};
}

// What every command of the program is given.
struct Settings {
  ServeSettings serve;
  PlanSettings plan;
  std::vector<std::string> files;
  HealthSettings health;
  WithTrustSettings with_trust;
  TrustPlace trust;
};

void add_commands(command_line::Command& app, Settings& settings) {
  add_serve(app, settings.serve);
  add_plan(app, settings.plan);
  add_check(app, settings.files);
  add_health(app, settings.health);
  add_with_trust(app, settings.with_trust);
  add_trust(app, settings.trust);
}

// What a command would say of a --config FILE, which may hold settings for all of them.
everstrike::Expected<void, command_line::Error> check_config_for(
    const std::string& command, const std::vector<std::string>& needed, const std::string& path) {
  using Error = command_line::Error;
  Settings settings;
  command_line::Command app;
  add_commands(app, settings);
  std::vector<const char*> arguments = {"everstrike-mock", command.c_str(), "--config",
                                        path.c_str()};
  for (const std::string& argument : needed) arguments.push_back(argument.c_str());
  std::ostringstream said;
  const command_line::Surroundings alone = {
      .environment = [](const std::string&) { return nullptr; }, .out = &said, .err = &said};
  const auto ended = command_line::parse(app, static_cast<int>(arguments.size()), arguments.data(),
                                         {.name = ""}, alone);
  if (ended) {
    // ": config.toml:1:1: …\n", after the program's name
    std::string line = said.str();
    line.erase(0, std::min<std::size_t>(2, line.size()));
    if (line.ends_with('\n')) line.pop_back();
    return everstrike::Unexpected<Error>(Error{*ended, line});
  }
  const auto in_file = [&](const Error& error) {
    const std::string message = command_line::placed(app, error.message);
    return everstrike::Unexpected<Error>(
        Error{error.exit_code, message.starts_with(path + ":") ? message : path + ": " + message});
  };
  if (command == "with-trust") {
    settings.serve = settings.with_trust.serve;
    settings.serve.tls = true;
    const auto way = everstrike::mock_server::check_way(settings.with_trust.way);
    if (!way) return in_file(way.error());
  }
  if (command == "plan") {
    const PlanSettings& plan = settings.plan;
    const auto rules =
        everstrike::mock_server::fail_rules(plan.fail_first, plan.fail_rate, plan.fail_phase);
    if (!rules) return in_file(rules.error());
  }
  if (command == "serve" || command == "with-trust") {
    const auto options = everstrike::mock_server::options_from(settings.serve);
    if (!options) return in_file(options.error());
  }
  return {};
}

// What of a right file is for others to check: the values in their tables.
everstrike::Expected<std::string, command_line::Error> said_of_config(const std::string& path) {
  const auto text = command_line::read_text_file(path);
  if (!text) return everstrike::Unexpected<command_line::Error>(text.error());
  const auto settings = command_line::parse_config(*text, path);
  if (!settings) return everstrike::Unexpected<command_line::Error>(settings.error());
  std::map<std::string, std::string> others;  // programs by their tables
  for (const auto& setting : *settings) {
    const auto program = command_line::sibling_with_table("everstrike-mock", setting.table);
    if (!program.empty()) others.emplace(setting.table, program);
  }
  std::string named;
  for (const auto& [table, program] : others) {
    named += (named.empty() ? "[" : ", [") + table + "] (" + program + ")";
  }
  return "configuration" + (named.empty() ? "" : "; of " + named + " only the names were checked");
}

everstrike::Expected<std::string, command_line::Error> check_config(const std::string& path) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> commands = {
      {"serve", {}}, {"with-trust", {}}, {"plan", {}}, {"health", {}}, {"trust", {}}};
  for (const auto& [command, needed] : commands) {
    const auto checked = check_config_for(command, needed, path);
    if (!checked) return everstrike::Unexpected<command_line::Error>(checked.error());
  }
  return said_of_config(path);
}

// Says an error, with the place of the option that it is about.
int finish(const command_line::Command& app,
           const everstrike::Expected<command_line::ExitCode, command_line::Error>& ended) {
  if (ended) return command_line::to_int(*ended);
  return command_line::to_int(everstrike::mock_server::fail(
      {ended.error().exit_code, command_line::placed(app, ended.error().message)}));
}

}  // namespace

int main(int argc, char** argv) {
  command_line::open_standard_descriptors();
  Settings settings;
  command_line::Command app("A mock of Everstrike's signed REST API");
  add_commands(app, settings);
  const auto ended = command_line::parse(
      app, argc, argv,
      {.name = "everstrike-mock",
       .default_subcommand = "serve",
       .verbose_version_lines =
           [] {
             return std::vector<std::string>{"signing back end: " +
                                             std::string(everstrike::signing::backend_name())};
           },
       .command_subcommands = {"with-trust"},
       .command = &settings.with_trust.command,
       .manual = everstrike::mock_server::manual,
       .value_hints = value_hints});
  if (ended) return command_line::to_int(*ended);
  command_line::scrub_argument(argc, argv, "--auto-accounts");
  command_line::scrub_argument(argc, argv, "--control-token");
  if (app.has_chosen("with-trust")) {
    settings.with_trust.own_variables = command_line::variables_of(app, "with-trust");
    return finish(app, everstrike::mock_server::with_trust(std::move(settings.with_trust)));
  }
  command_line::forbid_core_dumps();
  if (app.has_chosen("trust")) {
    std::cout << everstrike::mock_server::trust_lines(settings.trust) << std::flush;
    return 0;
  }
  if (app.has_chosen("health")) {
    return command_line::to_int(everstrike::mock_server::check_health(settings.health, std::cerr));
  }
  if (app.has_chosen("plan")) {
    for (const std::string& sentence :
         everstrike::mock_server::options_without_effect({.fail_first = settings.plan.fail_first,
         .fail_rate = settings.plan.fail_rate,
         .fail_phase = settings.plan.fail_phase})) {
      std::cerr << "everstrike-mock: warning: " << sentence << "\n";
    }
    return finish(app, everstrike::mock_server::print_plan(settings.plan, std::cout));
  }
  if (app.has_chosen("check")) {
    return command_line::to_int(
        everstrike::mock_server::check_files(settings.files, check_config, std::cout, std::cerr));
  }
  return finish(app, everstrike::mock_server::serve(settings.serve));
}
