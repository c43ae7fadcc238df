#include "conformance/program/server_command.hpp"

#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "command_line/secret_file.hpp"
#include "command_line/trust/need_authorities.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/program/interruption.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/server/server_run.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;
using std::chrono::milliseconds;

constexpr double kPoliteRate = 2;  // requests a second to a server that is not on this machine

Expected<signing::Secret, Error> secret_of(const ServerSettings& settings) {
  if (!settings.secret_file.empty()) return command_line::read_secret_file(settings.secret_file);
  if (const char* text = std::getenv("EVERSTRIKE_SECRET_KEY")) return signing::Secret(text);
  return command_line::usage_error(
      "server: expected --secret-file FILE, or EVERSTRIKE_SECRET_KEY in the environment");
}

milliseconds pause_of(const ServerSettings& settings, const server::TargetUrl& url) {
  const double rate = settings.rate > 0          ? settings.rate
                      : server::is_loopback(url) ? 0
                                                 : kPoliteRate;
  return rate > 0 ? milliseconds(static_cast<int>(1000 / rate)) : milliseconds(0);
}

// What repeats a case, but for the order: that one is cancelled by then.
Replay replay_of(const ServerSettings& settings) {
  Replay replay{.suite = "server", .options = {}, .command = {}};
  auto& words = replay.options;
  words = {"--base-url", settings.base_url, "--api-key", settings.api_key};
  if (!settings.secret_file.empty()) {
    words.insert(words.end(), {"--secret-file", settings.secret_file});
  }
  if (!settings.ca_file.empty()) words.insert(words.end(), {"--ca", settings.ca_file});
  if (settings.malformed) words.emplace_back("--malformed");
  return replay;
}

Expected<server::ServerRunSettings, Error> run_settings(const ServerSettings& settings) {
  const auto url = server::parse_target_url(settings.base_url);
  if (!url) return Unexpected<Error>(url.error());
  auto secret = secret_of(settings);
  if (!secret) return Unexpected<Error>(secret.error());
  server::ServerRunSettings run;
  run.target.connect = {*url, {.file = settings.ca_file}, milliseconds(settings.timeout_ms)};
  run.target.api_key = settings.api_key;
  run.target.secret = std::move(*secret);
  run.target.order_ids = settings.order_ids;
  run.target.pause = pause_of(settings, *url);
  run.base_url = settings.base_url;
  run.subject_name = settings.suite.name;
  run.replay = replay_of(settings);
  run.strict = settings.suite.run.strict;
  run.malformed = settings.malformed || server::is_loopback(*url);
  return run;
}

}  // namespace

void add_server_command(command_line::Command& app, ServerSettings& settings) {
  auto command =
      app.subcommand("server", "Judge an exchange or another mock from the client's side");
  add_suite_options(command, settings.suite, {.subject = "the server"});
  command.option("--base-url", settings.base_url, "The server under test")
      .value_name("URL")
      .required();
  command.option("--api-key", settings.api_key, "API key of the account")
      .value_name("TEXT")
      .required();
  command
      .option("--secret-file", settings.secret_file,
              "The account's secret; \"-\" is standard input (default: the environment's "
              "EVERSTRIKE_SECRET_KEY)")
      .value_name("FILE");
  command
      .option("--order-id", settings.order_ids,
              "An open order that may be cancelled; may be repeated, 16 let every case run")
      .value_name("ID")
      .one_value_each();
  command.option("--ca", settings.ca_file, "Certificates to trust instead of the system's")
      .value_name("FILE");
  command
      .option("--rate", settings.rate,
              "Requests a second at most (default: 2, and no limit to this machine)")
      .value_name("N")
      .in_range(0.01, 10'000.0);
  command.flag("--malformed", settings.malformed,
               "Send malformed requests to another host than this too");
  command.flag("--dry-run", settings.dry_run, "Say what would be sent, and send nothing");
  command.option("--timeout-ms", settings.timeout_ms, "How long one answer may take")
      .value_name("N")
      .in_range(100, 600'000)
      .show_default();
}

Ended run_server_command(const ServerSettings& settings) {
  const auto& all = server::all_server_cases();
  const auto cases = chosen_from(all, selection_of(settings.suite, "server"));
  if (!cases) return Unexpected<Error>(cases.error());
  const auto inputs = read_run_inputs(settings.suite.run);
  if (!inputs) return Unexpected<Error>(inputs.error());
  auto run_with = run_settings(settings);
  if (!run_with) return Unexpected<Error>(run_with.error());
  const auto said = server::announcement(*cases, *run_with);
  if (settings.dry_run) {
    std::cout << said;
    for (const auto& one : *cases) std::cout << one.id << "  " << one.does << "\n";
    return cases->empty() ? ExitCode::nothing_ran : ExitCode::done;
  }
  if (auto& to = run_with->target.connect; !to.authorities.file.empty() || to.url.tls) {
    auto authorities = command_line::need_authorities(to.authorities.file);
    if (!authorities) return Unexpected<Error>(authorities.error());
    to.authorities = std::move(*authorities);
  }
  return reported_run(
      *inputs, {.all = names_of(all)}, [&](Reporter& reporter) -> Expected<RunResult, Error> {
        std::cerr << said << std::flush;
        const int interrupt = interruption_fd();
        run_with->is_interrupted = [interrupt] { return is_interrupted(interrupt); };
        run_with->on_case = [&](const CaseResult& result) {
          reporter.case_done(result, cases->size());
        };
        // OpenSSL writes with write(2): a server that hangs up in the middle of a request would end
        // us.
        ::signal(SIGPIPE, SIG_IGN);
        run_with->ends_run = [&](const CaseResult& result) { return ends_run(*inputs, result); };
        return server::run_server_cases(*cases, *run_with);
      });
}

}  // namespace everstrike::conformance
