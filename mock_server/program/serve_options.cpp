#include "mock_server/program/serve_options.hpp"

#include "mock_server/tls/tls_options.hpp"

namespace everstrike::mock_server {
namespace {

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
  serve.option("--tls-fault", settings.tls_fault, "What is wrong: " + tls_fault_names())
      .value_name("FAULT");
  serve.flag("--tls-only", settings.tls_only, "Refuse plain HTTP on the port");
}

}  // namespace

void add_fail_options(command_line::Command& command, std::uint64_t& fail_first,
                      std::string& fail_rate, std::optional<std::string>& fail_phase) {
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
      .show_default("before_effect");
}

namespace {

// Where it listens, whose orders there are, and what befalls them.
void add_worlds(command_line::Command& serve, ServeSettings& settings) {
  serve
      .option("--listen", settings.listen,
              "Address and port (repeatable); port 0 takes any free one, the same at each address")
      .value_name("HOST:PORT")
      .show_default(kListenAddress);
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
}

// How it answers.
void add_answers(command_line::Command& serve, ServeSettings& settings) {
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
}

// What it keeps of all that, and where.
void add_journal(command_line::Command& serve, ServeSettings& settings) {
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
}

// How much of anything there may be.
void add_bounds(command_line::Command& serve, ServeSettings& settings) {
  serve.option("--max-body-bytes", settings.max_body_bytes, "Largest body taken")
      .value_name("N")
      .show_default()
      .within({1, 1U << 30U});
  serve
      .option("--max-received-bytes", settings.max_received_bytes,
              "Of requests that are not complete, all together; room for two bodies at least")
      .value_name("N")
      .show_default()
      .within({1, 1U << 30U});
  serve
      .option("--max-unread-bytes", settings.max_unread_bytes,
              "Of answers that nobody has read yet, all together; beyond it they are refused")
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
}

}  // namespace

void add_serve_options(command_line::Command& serve, ServeSettings& settings) {
  add_worlds(serve, settings);
  add_answers(serve, settings);
  add_journal(serve, settings);
  add_bounds(serve, settings);
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

}  // namespace everstrike::mock_server
