// everstrike-mock: the mock exchange as a program.
#include <CLI/CLI.hpp>

#include "command_line/parse.hpp"
#include "command_line/scrub_argument.hpp"
#include "mock_server/serve.hpp"

namespace {

using everstrike::mock_server::ServeSettings;

void add_serve(CLI::App& app, ServeSettings& settings) {
  CLI::App* serve = app.add_subcommand("serve", "Answer signed requests (the default)");
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
  serve->add_option("--seed", settings.seed, "Seed of faults and ids")->capture_default_str();
  serve
      ->add_option("--fail-first", settings.fail_first,
                   "Answer 503 to the first N cancels of each API key")
      ->type_name("N");
  serve
      ->add_option("--fail-rate", settings.fail_rate,
                   "Answer 503 to A of B cancels, drawn by the seed for each API key")
      ->type_name("A/B");
  serve
      ->add_option("--fail-phase", settings.fail_phase,
                   "Whether those fail before or after the cancel took effect")
      ->type_name("before_effect|after_effect")
      ->capture_default_str();
  serve->add_flag("--faithful", settings.faithful,
                  "Answer exactly as documented: no diagnostics, no x-mock-* headers");
  serve
      ->add_option("--reject-status", settings.reject_status,
                   "HTTP status of refusals, by verdict: bad_signature=401,…; all=…")
      ->type_name("VERDICT=STATUS,…");
  serve
      ->add_option("--rate-limit", settings.rate_limit,
                   "Answer 429 to what an API key sends beyond N requests in any SECONDS")
      ->type_name("N/SECONDS");
  serve
      ->add_option("--recv-window-ms", settings.recv_window_ms,
                   "Answer 408 to older timestamps, also where a request brings no recv_window")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{86'400'000}));
  serve->add_option("--journal-entries", settings.journal_entries, "Entries kept in memory")
      ->type_name("N")
      ->capture_default_str();
  serve->add_option("--max-body-bytes", settings.max_body_bytes, "Largest body taken")
      ->type_name("N")
      ->capture_default_str();
  serve->add_option("--max-connections", settings.max_connections, "Connections at a time")
      ->type_name("N")
      ->capture_default_str();
  serve->add_option("--workers", settings.workers, "Threads that answer; 0: one less than cores")
      ->type_name("N")
      ->check(CLI::Range(0, 256));
  serve->add_flag("--no-control", settings.no_control, "Leave out the control side under /mock/");
  serve->add_option("--drain-ms", settings.drain_ms, "How long a stop waits for answers in flight")
      ->type_name("N")
      ->capture_default_str();
  serve->add_option("--log-level", settings.log_level, "trace, debug, info, warn, error or off")
      ->type_name("LEVEL")
      ->capture_default_str();
  serve->add_option("--log-format", settings.log_format, "text or json")
      ->type_name("FORMAT")
      ->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  namespace command_line = everstrike::command_line;
  ServeSettings settings;
  CLI::App app("A mock of Everstrike's signed REST API");
  add_serve(app, settings);
  const auto ended = command_line::parse(
      app, argc, argv, {.name = "everstrike-mock", .default_subcommand = "serve"});
  if (ended) return command_line::to_int(*ended);
  command_line::scrub_argument(argc, argv, "--auto-accounts");
  settings.auto_accounts_given = app.get_subcommand("serve")->count("--auto-accounts") > 0;
  return command_line::to_int(everstrike::mock_server::serve(settings));
}
