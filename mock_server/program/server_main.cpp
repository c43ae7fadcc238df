// everstrike-mock: the mock exchange as a program.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "command_line/parse.hpp"
#include "command_line/scrub_argument.hpp"
#include "command_line/whole_number.hpp"
#include "mock_server/program/check_command.hpp"
#include "mock_server/program/plan_command.hpp"
#include "mock_server/program/serve.hpp"
#include "mock_server/program/server_manual.hpp"
#include "mock_server/program/with_trust/trust_lines.hpp"
#include "mock_server/program/with_trust_command.hpp"
#include "mock_server/tls/tls_options.hpp"
#include "signing/backend.hpp"

namespace {

namespace command_line = everstrike::command_line;
using command_line::whole_number;
using everstrike::mock_server::PlanSettings;
using everstrike::mock_server::ServeSettings;
using everstrike::mock_server::TrustPlace;
using everstrike::mock_server::WithTrustSettings;

void add_tls(CLI::App& serve, ServeSettings& settings) {
  serve.add_flag("--tls", settings.tls,
                 "Speak TLS too, with a certificate authority made for this run");
  serve
      .add_option("--tls-host", settings.tls_hosts,
                  "Also stand for this name or address; may be given more than once")
      ->type_name("HOST");
  serve
      .add_option("--tls-ca-file", settings.tls_ca_file,
                  "Write the authority's certificate here when ready, for clients to trust")
      ->type_name("FILE");
  serve
      .add_option("--tls-dir", settings.tls_dir,
                  "Keep the authority in this folder, key and all, and use it again")
      ->type_name("DIR");
  serve
      .add_option("--tls-days", settings.tls_days,
                  "How long a new authority is valid; a day, or 90 with --tls-dir")
      ->type_name("N")
      ->check(whole_number({1, 825}));
  serve.add_option("--tls-cert", settings.tls_cert, "Use this certificate chain (PEM) instead")
      ->type_name("FILE");
  serve.add_option("--tls-key", settings.tls_key, "… with this key (PEM)")->type_name("FILE");
  serve
      .add_option("--tls-fault", settings.tls_fault,
                  "What is wrong: " + everstrike::mock_server::tls_fault_names())
      ->type_name("FAULT");
  serve.add_flag("--tls-only", settings.tls_only, "Refuse plain HTTP on the port");
}

void add_serve_options(CLI::App* serve, ServeSettings& settings) {
  serve->add_option("--listen", settings.listen, "Address and port; port 0 takes any free one")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  serve->add_option("--port-file", settings.port_file, "Write the port here when ready")
      ->type_name("FILE");
  serve->add_option("--accounts", settings.accounts_file, "Accounts (accounts_v1 JSON)")
      ->type_name("FILE");
  serve->add_flag("--no-default-accounts", settings.no_default_accounts,
                  "Leave out demo-key and the documented page's two pairs");
  serve
      ->add_option("--auto-accounts", settings.auto_accounts,
                   "Give every unknown API key a world of its own with this secret")
      ->type_name("SECRET");
  serve->add_option("--scenario", settings.scenario_file, "Faults to play (scenario_v1 JSON)")
      ->type_name("FILE");
  serve->add_option("--seed", settings.seed, "Seed of faults and ids; before a scenario's own")
      ->check(whole_number())
      ->capture_default_str();
  serve
      ->add_option("--fail-first", settings.fail_first,
                   "Answer 503 to the first N cancels of each API key")
      ->type_name("N")
      ->check(whole_number());
  serve
      ->add_option("--fail-rate", settings.fail_rate,
                   "Answer 503 to A of B cancels, drawn by the seed for each API key")
      ->type_name("A/B");
  serve
      ->add_option("--fail-phase", settings.fail_phase,
                   "Whether those fail before or after the cancel took effect")
      ->type_name("before_effect|after_effect")
      ->capture_default_str();
  serve
      ->add_option("--latency-ms", settings.latency_ms,
                   "Let every answer wait so long; A..B draws it by the seed")
      ->type_name("N|A..B");
  serve->add_flag("--no-magic-order-ids", settings.no_magic_order_ids,
                  "Let order ids such as mock-503-after-1 be ordinary ones");
  serve->add_flag("--faithful", settings.faithful,
                  "Answer exactly as documented: no diagnostics, no x-mock-* headers");
  serve
      ->add_option("--reject-status", settings.reject_status,
                   "HTTP status of refusals, by verdict: bad_signature=401,…; all=…")
      ->type_name("VERDICT=STATUS,…");
  serve
      ->add_option("--diagnosis", settings.diagnosis,
                   "How far to look for the mistake behind a wrong signature")
      ->type_name("off|quick|deep")
      ->capture_default_str();
  serve->add_flag("--reveal", settings.reveal,
                  "Let POST /mock/explain show right signatures; on loopback only");
  serve
      ->add_option("--rate-limit", settings.rate_limit,
                   "Answer 429 to what an API key sends beyond N requests in any SECONDS")
      ->type_name("N/SECONDS");
  serve
      ->add_option("--recv-window-ms", settings.recv_window_ms,
                   "Answer 408 to older timestamps, also where a request brings no recv_window")
      ->type_name("N")
      ->check(whole_number({1, 86'400'000}));
  serve->add_option("--journal-entries", settings.journal_entries, "Entries kept in memory")
      ->type_name("N")
      ->capture_default_str()
      ->check(whole_number({0, 1'000'000'000}));
  serve
      ->add_option("--journal-file", settings.journal_file,
                   "Also write every journal entry here, a line of JSON each")
      ->type_name("FILE");
  serve
      ->add_option("--journal-file-bytes", settings.journal_file_bytes,
                   "Move it to FILE.1 before it grows larger; 0: never")
      ->check(whole_number())
      ->type_name("N")
      ->capture_default_str();
  serve->add_option("--max-body-bytes", settings.max_body_bytes, "Largest body taken")
      ->type_name("N")
      ->capture_default_str()
      ->check(whole_number({1, 1U << 30U}));
  serve->add_option("--max-connections", settings.max_connections, "Connections at a time")
      ->type_name("N")
      ->capture_default_str()
      ->check(whole_number({1, 1'000'000}));
  serve->add_option("--workers", settings.workers, "Threads that answer; 0: one less than cores")
      ->type_name("N")
      ->check(whole_number({0, 256}));
  add_tls(*serve, settings);
  serve->add_flag("--no-control", settings.no_control, "Leave out the control side under /mock/");
  serve
      ->add_option("--control-token", settings.control_token,
                   "What requests to /mock/ must carry; needed to listen beyond loopback")
      ->type_name("TOKEN");
  serve->add_option("--drain-ms", settings.drain_ms, "How long a stop waits for answers in flight")
      ->type_name("N")
      ->capture_default_str()
      ->check(whole_number({0, 86'400'000}));
  serve->add_option("--log-level", settings.log_level, "What the log tells")
      ->type_name("trace|debug|info|warn|error|off")
      ->capture_default_str();
  serve->add_option("--log-format", settings.log_format, "How the log is written")
      ->type_name("text|json")
      ->capture_default_str();
}

void add_serve(CLI::App& app, ServeSettings& settings) {
  add_serve_options(app.add_subcommand("serve", "Answer signed requests (the default)"), settings);
}

void add_with_trust(CLI::App& app, WithTrustSettings& settings) {
  CLI::App* with_trust = app.add_subcommand(
      "with-trust",
      "Run a command (after --), unchanged, against a mock under the exchange's names");
  with_trust
      ->add_option("--way", settings.way,
                   "A private network (namespace), a preloaded shim and variables (env), or auto")
      ->type_name("auto|namespace|env")
      ->capture_default_str();
  with_trust->add_flag("--print-env", settings.print_env,
                       "Print the variables for a mock that you run with --tls-dir, and end");
  add_serve_options(with_trust, settings.serve);
}

void add_trust(CLI::App& app, TrustPlace& place) {
  CLI::App* trust = app.add_subcommand(
      "trust", "Print, for each runtime, how a program is made to trust and reach a mock");
  trust->add_option("--ca", place.ca_file, "The authority's certificate")
      ->type_name("FILE")
      ->capture_default_str();
  trust->add_option("--listen", place.address, "Where the mock listens")
      ->type_name("HOST:PORT")
      ->capture_default_str();
}

void add_plan(CLI::App& app, PlanSettings& settings) {
  CLI::App* plan = app.add_subcommand("plan", "Print what a scenario will do, without serving");
  plan->add_option("--scenario", settings.scenario_file, "The scenario (scenario_v1 JSON)")
      ->type_name("FILE")
      ->required();
  plan->add_option("--api-key", settings.api_key, "Whose requests")->capture_default_str();
  plan->add_option("--endpoint", settings.endpoint, "To which endpoint")->capture_default_str();
  plan->add_option("--order-id", settings.order_id, "Naming which order")->type_name("ID");
  plan->add_option("--requests", settings.requests, "How many of them")
      ->type_name("N")
      ->capture_default_str()
      ->check(whole_number());
  plan->add_option("--seed", settings.seed, "Seed, before the scenario's own")
      ->type_name("N")
      ->check(whole_number());
  plan->add_flag("--json", settings.json, "Print JSON, as GET /mock/plan gives it");
}

void add_check(CLI::App& app, std::vector<std::string>& files) {
  CLI::App* check = app.add_subcommand("check", "Check accounts, scenario and configuration files");
  check->add_option("FILE", files, "JSON with a \"schema\", or a configuration in TOML")
      ->required();
}

std::vector<command_line::ValueHint> value_hints() {
  auto faults = CLI::detail::split(everstrike::mock_server::tls_fault_names(), ',');
  for (auto& fault : faults) CLI::detail::trim(fault);
  return {{.command = "", .value = "FAULT", .words = faults}};
}

// What `serve --config FILE` would say.
everstrike::Expected<void, command_line::Error> check_config(const std::string& path) {
  using Error = command_line::Error;
  ServeSettings settings;
  CLI::App app;
  add_serve(app, settings);
  const std::array arguments = {"everstrike-mock", "serve", "--config", path.c_str()};
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
  if (const auto options = everstrike::mock_server::options_from(settings); !options) {
    return everstrike::Unexpected<Error>(
        Error{options.error().exit_code, path + ": " + options.error().message});
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  ServeSettings settings;
  CLI::App app("A mock of Everstrike's signed REST API");
  add_serve(app, settings);
  PlanSettings plan;
  add_plan(app, plan);
  std::vector<std::string> files;
  add_check(app, files);
  WithTrustSettings with_trust;
  add_with_trust(app, with_trust);
  TrustPlace trust;
  add_trust(app, trust);
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
       .command = &with_trust.command,
       .manual = everstrike::mock_server::manual,
       .value_hints = value_hints});
  if (ended) return command_line::to_int(*ended);
  command_line::scrub_argument(argc, argv, "--auto-accounts");
  command_line::scrub_argument(argc, argv, "--control-token");
  settings.auto_accounts_given = app.get_subcommand("serve")->count("--auto-accounts") > 0;
  settings.seed_given = app.get_subcommand("serve")->count("--seed") > 0;
  plan.seed_given = app.get_subcommand("plan")->count("--seed") > 0;
  if (app.got_subcommand("with-trust")) {
    const CLI::App* given = app.get_subcommand("with-trust");
    with_trust.serve.auto_accounts_given = given->count("--auto-accounts") > 0;
    with_trust.serve.seed_given = given->count("--seed") > 0;
    with_trust.listen_given = given->count("--listen") > 0;
    return command_line::to_int(everstrike::mock_server::with_trust(std::move(with_trust)));
  }
  if (app.got_subcommand("trust")) {
    std::cout << everstrike::mock_server::trust_lines(trust) << std::flush;
    return 0;
  }
  if (app.got_subcommand("plan")) {
    return command_line::to_int(everstrike::mock_server::print_plan(plan, std::cout, std::cerr));
  }
  if (app.got_subcommand("check")) {
    return command_line::to_int(
        everstrike::mock_server::check_files(files, check_config, std::cout, std::cerr));
  }
  return command_line::to_int(everstrike::mock_server::serve(settings));
}
