// everstrike-mock: the mock exchange as a program.
#include <algorithm>
#include <array>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/parse.hpp"
#include "command_line/process_start.hpp"
#include "command_line/scrub_argument.hpp"
#include "mock_server/program/check_command.hpp"
#include "mock_server/program/failure.hpp"
#include "mock_server/program/health_command.hpp"
#include "mock_server/program/plan_command.hpp"
#include "mock_server/program/serve.hpp"
#include "mock_server/program/serve_settings.hpp"
#include "mock_server/program/server_manual.hpp"
#include "mock_server/program/with_trust/trust_lines.hpp"
#include "mock_server/program/with_trust_command.hpp"
#include "mock_server/tls/tls_options.hpp"
#include "signing/backend.hpp"

namespace {

namespace command_line = everstrike::command_line;
using everstrike::mock_server::HealthSettings;
using everstrike::mock_server::PlanSettings;
using everstrike::mock_server::ServeSettings;
using everstrike::mock_server::TrustPlace;
using everstrike::mock_server::WithTrustSettings;

void add_tls(command_line::Command& serve, ServeSettings& settings) {
  serve.flag("--tls", settings.tls,
             "Speak TLS too, with a certificate authority made for this run");
  serve
      .option("--tls-host", settings.tls_hosts,
              "Also stand for this name or address; may be given more than once")
      .value_name("HOST");
  serve
      .option("--tls-ca-file", settings.tls_ca_file,
              "Write the authority's certificate here when ready, for clients to trust")
      .value_name("FILE");
  serve
      .option("--tls-dir", settings.tls_dir,
              "Keep the authority in this folder, key and all, and use it again")
      .value_name("DIR");
  serve
      .option("--tls-days", settings.tls_days,
              "How long a new authority is valid; a day, or 90 with --tls-dir")
      .value_name("N")
      .within({1, 825});
  serve.option("--tls-cert", settings.tls_cert, "Use this certificate chain (PEM) instead")
      .value_name("FILE");
  serve.option("--tls-key", settings.tls_key, "… with this key (PEM)").value_name("FILE");
  serve
      .option("--tls-fault", settings.tls_fault,
              "What is wrong: " + everstrike::mock_server::tls_fault_names())
      .value_name("FAULT");
  serve.flag("--tls-only", settings.tls_only, "Refuse plain HTTP on the port");
}

void add_fail_options(command_line::Command& command, std::uint64_t& fail_first,
                      std::string& fail_rate, std::string& fail_phase) {
  command.option("--fail-first", fail_first, "Answer 503 to the first N cancels of each API key")
      .value_name("N")
      .whole_number();
  command
      .option("--fail-rate", fail_rate,
              "Answer 503 to A of B cancels, drawn by the seed for each API key")
      .value_name("A/B");
  command
      .option("--fail-phase", fail_phase,
              "Whether those fail before or after the cancel took effect")
      .value_name("before_effect|after_effect")
      .show_default();
}

void add_serve_options(command_line::Command& serve, ServeSettings& settings) {
  serve.option("--listen", settings.listen, "Address and port; port 0 takes any free one")
      .value_name("HOST:PORT")
      .show_default(everstrike::mock_server::kListenAddress);
  serve
      .option("--port-file", settings.port_file,
              "Write the port here when ready; the file is gone when the mock is")
      .value_name("FILE");
  serve.option("--accounts", settings.accounts_file, "Accounts (accounts_v1 JSON)")
      .value_name("FILE");
  serve.flag("--no-default-accounts", settings.no_default_accounts,
             "Leave out demo-key and the documented page's two pairs");
  serve
      .option("--auto-accounts", settings.auto_accounts,
              "Give every unknown API key a world of its own with this secret")
      .value_name("SECRET");
  serve.option("--scenario", settings.scenario_file, "Faults to play (scenario_v1 JSON)")
      .value_name("FILE");
  serve.option("--seed", settings.seed, "Seed of faults and ids; before a scenario's own")
      .whole_number()
      .show_default("0");
  add_fail_options(serve, settings.fail_first, settings.fail_rate, settings.fail_phase);
  serve
      .option("--latency-ms", settings.latency_ms,
              "Let every answer wait so long; A..B draws it by the seed")
      .value_name("N|A..B");
  serve.flag("--no-magic-order-ids", settings.no_magic_order_ids,
             "Let order ids such as mock-503-after-1 be ordinary ones");
  serve.flag("--faithful", settings.faithful,
             "Answer exactly as documented: no diagnostics, no x-mock-* headers");
  serve
      .option("--reject-status", settings.reject_status,
              "HTTP status of refusals, by verdict: bad_signature=401,…; all=…")
      .value_name("VERDICT=STATUS,…");
  serve
      .option("--diagnosis", settings.diagnosis,
              "How far to look for the mistake behind a wrong signature")
      .value_name("off|quick|deep")
      .show_default();
  serve.flag("--reveal", settings.reveal,
             "Let POST /mock/explain show right signatures; on loopback only");
  serve
      .option("--rate-limit", settings.rate_limits,
              "Answer 429 to what an API key sends beyond N requests in any SECONDS, or places "
              "beyond N orders; repeatable")
      .one_value_each()
      .value_name("[orders=]N/SECONDS");
  serve
      .option("--recv-window-ms", settings.recv_window_ms,
              "Answer 408 to older timestamps, also where a request brings no recv_window")
      .value_name("N")
      .within({1, 86'400'000});
  serve
      .option("--price-walk", settings.price_walk,
              "Whether the feed's prices move by themselves, drawn by the seed")
      .value_name("on|off")
      .show_default();
  serve
      .option("--feed-limits", settings.feed_limits,
              "Whom the feed's documented limits are for: each account, or as documented each "
              "address too")
      .value_name("account|documented")
      .show_default();
  serve.option("--journal-entries", settings.journal_entries, "Entries kept in memory")
      .value_name("N")
      .show_default()
      .within({0, 1'000'000'000});
  serve
      .option("--journal-bytes", settings.journal_bytes,
              "Bytes that they may take; beyond, the oldest go")
      .value_name("N")
      .show_default()
      .within({0, 1'000'000'000'000});
  serve
      .option("--journal-file", settings.journal_file,
              "Also write every journal entry here, a line of JSON each")
      .value_name("FILE");
  serve
      .option("--journal-file-bytes", settings.journal_file_bytes,
              "Move it to FILE.1 before it grows larger; 0: never")
      .whole_number()
      .value_name("N")
      .show_default();
  serve.option("--max-body-bytes", settings.max_body_bytes, "Largest body taken")
      .value_name("N")
      .show_default()
      .within({1, 1U << 30U});
  serve.option("--max-connections", settings.max_connections, "Connections at a time")
      .value_name("N")
      .show_default()
      .within({1, 1'000'000});
  serve.option("--max-accounts", settings.max_accounts, "Accounts made by --auto-accounts")
      .value_name("N")
      .show_default()
      .within({1, 1'000'000});
  serve
      .option("--max-orders", settings.max_orders,
              "Orders placed by clients; beyond them finished ones are forgotten")
      .value_name("N")
      .show_default()
      .within({1, 10'000'000});
  serve.option("--workers", settings.workers, "Threads that answer; 0: one less than cores")
      .value_name("N")
      .within({0, 256});
  add_tls(serve, settings);
  serve.flag("--no-control", settings.no_control, "Leave out the control side under /mock/");
  serve
      .option("--control-token", settings.control_token,
              "What requests to /mock/ must carry; needed to listen beyond loopback")
      .value_name("TOKEN");
  serve.option("--drain-ms", settings.drain_ms, "How long a stop waits for answers in flight")
      .value_name("N")
      .show_default()
      .within({0, 86'400'000});
  serve.option("--log-level", settings.log_level, "What the log tells")
      .value_name("trace|debug|info|warn|error|off")
      .show_default();
  serve.option("--log-format", settings.log_format, "How the log is written")
      .value_name("text|json")
      .show_default();
}

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

everstrike::Expected<void, command_line::Error> check_config(const std::string& path) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> commands = {
      {"serve", {}}, {"with-trust", {}}, {"plan", {}}, {"health", {}}, {"trust", {}}};
  for (const auto& [command, needed] : commands) {
    if (auto checked = check_config_for(command, needed, path); !checked) return checked;
  }
  return {};
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
    return finish(app, everstrike::mock_server::print_plan(settings.plan, std::cout));
  }
  if (app.has_chosen("check")) {
    return command_line::to_int(
        everstrike::mock_server::check_files(settings.files, check_config, std::cout, std::cerr));
  }
  return finish(app, everstrike::mock_server::serve(settings.serve));
}
