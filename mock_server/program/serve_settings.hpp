// The options of `everstrike-mock serve` as the command line has them (text and numbers), and the
// step from there to `Options`. Everything a user can get wrong is said here, in one line that
// names the option and what was expected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "mock_server/options.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

inline constexpr const char* kListenAddress = "127.0.0.1:8080";

struct ServeSettings {
  std::vector<std::string> listen;  // without any, kListenAddress
  std::string port_file;
  bool exit_with_stdin = false;
  std::string accounts_file;
  bool no_default_accounts = false;
  std::optional<std::string> auto_accounts;  // a secret for every unknown key
  std::string scenario_file;
  std::optional<std::uint64_t> seed;  // without one, the scenario's own, or 0
  std::uint64_t fail_first = 0;
  std::string fail_rate;                  // "A/B"
  std::optional<std::string> fail_phase;  // without one, before_effect
  std::string latency_ms;                 // "N" or "A..B"
  bool no_magic_order_ids = false;
  bool faithful = false;
  std::string reject_status;
  std::string diagnosis = "quick";
  bool reveal = false;
  std::vector<std::string> rate_limits;  // "N/SECONDS", "orders=N/SECONDS"
  std::uint64_t recv_window_ms = 0;      // 0: only where a request brings one
  std::string price_walk = "on";
  std::string feed_limits = "account";
  std::uint64_t journal_entries = 10'000;
  std::uint64_t journal_bytes = 16 * 1024 * 1024;
  std::string journal_file;
  std::uint64_t journal_file_bytes = 0;  // 0: never rotated
  std::uint64_t max_body_bytes = 1024 * 1024;
  std::uint64_t max_received_bytes = 8 * 1024 * 1024;
  std::uint64_t max_unread_bytes = 8 * 1024 * 1024;
  std::uint64_t max_connections = 20'000;
  std::uint64_t max_accounts = 2'000;
  std::uint64_t max_orders = 20'000;
  int workers = 0;
  bool tls = false;
  std::vector<std::string> tls_hosts;
  std::string tls_dir;
  std::string tls_ca_file;  // where to write the authority's certificate
  std::string tls_cert;
  std::string tls_key;
  std::string tls_fault;
  int tls_days = 0;
  bool tls_only = false;
  bool no_control = false;
  std::string control_token;
  std::uint64_t drain_ms = 2'000;
  std::string log_level = "info";
  std::string log_format = "text";
};

// fail_rules makes --fail-first and --fail-rate two rules like any that a scenario could hold;
// `fail_phase` is the phase of both.
[[nodiscard]] Expected<std::vector<Rule>, command_line::Error> fail_rules(
    std::uint64_t fail_first, const std::string& fail_rate,
    const std::optional<std::string>& fail_phase);

// Sentences about options that were given and do nothing, as the ones that they are about were not.
// No errors: a configuration file may well hold one half, and the command line the other.
[[nodiscard]] std::vector<std::string> options_without_effect(const ServeSettings& settings);

// add_scenario_rules puts a scenario's rules behind those of the options, which so go before them.
// An id that an option's rule has is an error naming the file.
[[nodiscard]] Expected<void, command_line::Error> add_scenario_rules(const std::string& file,
                                                                     std::vector<Rule> rules,
                                                                     std::vector<Rule>& target);

// options_from checks the settings and reads the files that they name.
[[nodiscard]] Expected<Options, command_line::Error> options_from(const ServeSettings& settings);

// The two halves of --listen, "127.0.0.1:8080" or "[::1]:0".
[[nodiscard]] Expected<ListenAddress, std::string> parse_listen_address(std::string_view text);

// parse_ratio reads "1/3" (at least 1 below, at most as much above).
[[nodiscard]] Expected<Chance, std::string> parse_ratio(std::string_view text);

// parse_rate_limit reads "50/20", 50 requests in any 20 seconds, or "orders=1200/60", so many
// orders placed. Seconds may have decimals.
[[nodiscard]] Expected<RateLimit, std::string> parse_rate_limit(std::string_view text);

}  // namespace everstrike::mock_server
