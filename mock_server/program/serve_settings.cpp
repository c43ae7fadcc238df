#include "mock_server/program/serve_settings.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "command_line/usage_error.hpp"
#include "mock_server/program/accounts_source.hpp"
#include "mock_server/program/failure.hpp"
#include "mock_server/program/request_log.hpp"
#include "mock_server/program/scenario_source.hpp"
#include "mock_server/tls/host_name.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::Error;
using command_line::ExitCode;

template <class Number>
bool read_number(std::string_view text, Number& target) {
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, target);
  return parsed.ec == std::errc() && parsed.ptr == end;
}

// What belongs to --tls, and whether it was given without it.
Expected<std::optional<TlsOptions>, Error> tls_options(const ServeSettings& settings) {
  const bool has_details = !settings.tls_hosts.empty() || !settings.tls_dir.empty() ||
                           !settings.tls_ca_file.empty() || !settings.tls_cert.empty() ||
                           !settings.tls_key.empty() || !settings.tls_fault.empty() ||
                           settings.tls_days > 0 || settings.tls_only;
  if (!settings.tls && has_details) {
    return command_line::usage_error(
        "--tls-…: options for TLS have no effect without --tls; add it");
  }
  if (!settings.tls) return std::nullopt;
  TlsOptions tls{.hosts = settings.tls_hosts,
                 .folder = settings.tls_dir,
                 .days = settings.tls_days,
                 .certificate_file = settings.tls_cert,
                 .key_file = settings.tls_key,
                 .only = settings.tls_only};
  if (const auto hosts = hosts_to_stand_for(settings.tls_hosts); !hosts) {
    return command_line::usage_error("--tls-host: " + hosts.error());
  }
  if (!settings.tls_fault.empty()) {
    const auto fault = tls_fault_of_text(settings.tls_fault);
    if (!fault) {
      return command_line::usage_error("--tls-fault: expected one of " + tls_fault_names());
    }
    tls.fault = *fault;
  }
  if (settings.tls_cert.empty() != settings.tls_key.empty()) {
    return command_line::usage_error(
        "--tls-cert and --tls-key belong together; only one was given");
  }
  if (!settings.tls_cert.empty() && (!settings.tls_dir.empty() || settings.tls_days > 0)) {
    return command_line::usage_error(
        "--tls-cert: --tls-dir and --tls-days are for certificates that we make");
  }
  if (!settings.tls_cert.empty() && is_certificate_fault(tls.fault)) {
    return command_line::usage_error("--tls-fault: " + settings.tls_fault +
                                     " needs a certificate that we make, and so no --tls-cert");
  }
  return tls;
}

Expected<diagnosis::Depth, Error> depth_of(std::string_view text) {
  if (text == "off") return diagnosis::Depth::off;
  if (text == "quick") return diagnosis::Depth::quick;
  if (text == "deep") return diagnosis::Depth::deep;
  return command_line::usage_error("--diagnosis: expected off, quick or deep");
}

Expected<FeedOptions, Error> feed_options(const ServeSettings& settings) {
  FeedOptions feed;
  if (settings.price_walk != "on" && settings.price_walk != "off") {
    return command_line::usage_error("--price-walk: expected on or off");
  }
  if (settings.feed_limits != "account" && settings.feed_limits != "documented") {
    return command_line::usage_error("--feed-limits: expected account or documented");
  }
  feed.price_walk = settings.price_walk == "on";
  feed.limits.per_address = settings.feed_limits == "documented";
  return feed;
}

Expected<void, Error> add_scenario(const ServeSettings& settings, Options& options) {
  options.seed = settings.seed.value_or(0);
  if (settings.scenario_file.empty()) return {};
  auto scenario = load_scenario(settings.scenario_file);
  if (!scenario) return Unexpected<Error>(scenario.error());
  auto added =
      add_scenario_rules(settings.scenario_file, std::move(scenario->rules), options.rules);
  if (!added) return added;
  if (!settings.seed && scenario->seed) options.seed = *scenario->seed;
  options.scenario = std::move(scenario->title);
  return {};
}

}  // namespace

Expected<std::vector<Rule>, Error> fail_rules(std::uint64_t fail_first,
                                              const std::string& fail_rate,
                                              const std::optional<std::string>& fail_phase) {
  const auto phase = fail_phase ? phase_of_text(*fail_phase) : Phase::before_effect;
  if (!phase || (*phase != Phase::before_effect && *phase != Phase::after_effect)) {
    return command_line::usage_error("--fail-phase: \"" + *fail_phase +
                                     "\": expected before_effect or after_effect");
  }
  std::vector<Rule> rules;
  if (fail_first > 0) {
    rules.push_back({.id = "fail-first",
                     .ordinals = {{1, fail_first}},
                     .phase = *phase,
                     .fault = AnswerStatus{503}});
  }
  if (!fail_rate.empty()) {
    const auto chance = parse_ratio(fail_rate);
    if (!chance) return command_line::usage_error("--fail-rate: " + chance.error());
    rules.push_back(
        {.id = "fail-rate", .chance = *chance, .phase = *phase, .fault = AnswerStatus{503}});
  }
  return rules;
}

std::vector<std::string> options_without_effect(const ServeSettings& settings) {
  std::vector<std::string> sentences;
  if (settings.fail_phase && settings.fail_first == 0 && settings.fail_rate.empty()) {
    sentences.emplace_back("--fail-phase has no effect without --fail-first or --fail-rate");
  }
  if (settings.journal_file_bytes > 0 && settings.journal_file.empty()) {
    sentences.emplace_back("--journal-file-bytes has no effect without --journal-file");
  }
  return sentences;
}

Expected<void, Error> add_scenario_rules(const std::string& file, std::vector<Rule> rules,
                                         std::vector<Rule>& target) {
  const std::size_t num_own = target.size();
  for (Rule& rule : rules) {
    const bool is_taken =
        std::any_of(target.begin(), target.begin() + static_cast<std::ptrdiff_t>(num_own),
                    [&](const Rule& present) { return present.id == rule.id; });
    if (is_taken) {
      return command_line::usage_error(file + ": the rule id \"" + rule.id +
                                       "\" is the option's own when --" + rule.id + " is given");
    }
    target.push_back(std::move(rule));
  }
  return {};
}

Expected<ListenAddress, std::string> parse_listen_address(std::string_view text) {
  const auto parts = signing::split_host_port(text);
  const auto port = signing::read_port(parts.port.value_or(""));
  if (!port) {
    return Unexpected<std::string>("expected HOST:PORT with a port from 0 to 65535");
  }
  if (parts.host.empty()) {
    return Unexpected<std::string>("expected a host before the colon, such as 127.0.0.1");
  }
  const std::string_view host = parts.host;
  const bool is_other =
      host.find_first_of("/[]*?@ ") != std::string_view::npos ||
      (host.find(':') != std::string_view::npos && !is_ip_address(host.substr(0, host.find('%'))));
  if (is_other) {
    return Unexpected<std::string>(
        "expected HOST:PORT, the host without scheme or path; 0.0.0.0 and [::] are all addresses");
  }
  ListenAddress address;
  address.host = parts.host;
  address.port = *port;
  return address;
}

Expected<Chance, std::string> parse_ratio(std::string_view text) {
  const auto slash = text.find('/');
  Chance chance;
  if (slash == std::string_view::npos || !read_number(text.substr(0, slash), chance.in) ||
      !read_number(text.substr(slash + 1), chance.of) || chance.of == 0 || chance.in > chance.of) {
    return Unexpected<std::string>("expected a ratio of whole numbers A/B, such as 1/3");
  }
  return chance;
}

Expected<RateLimit, std::string> parse_rate_limit(std::string_view text) {
  constexpr std::string_view kOrders = "orders=";
  const std::string_view numbers = text.starts_with(kOrders) ? text.substr(kOrders.size()) : text;
  const auto slash = numbers.find('/');
  std::uint32_t most = 0;
  double seconds = 0;
  // A day is far beyond any limit of the field, and keeps the milliseconds exact.
  if (slash == std::string_view::npos || !read_number(numbers.substr(0, slash), most) ||
      !read_number(numbers.substr(slash + 1), seconds) || most == 0 || !(seconds >= 0.001) ||
      seconds > 86'400) {
    return Unexpected<std::string>(
        "expected N/SECONDS, such as 50/20, or orders=N/SECONDS, with "
        "N at least 1 and 0.001 to 86400 seconds");
  }
  return RateLimit{
      .most = most,
      .per_ms = std::llround(seconds * 1000),
      .of = numbers.size() < text.size() ? RateLimit::Of::orders : RateLimit::Of::requests};
}

namespace {

Expected<void, Error> read_addresses(const ServeSettings& settings, ListenOptions& listen) {
  std::vector<std::string> texts = settings.listen;
  if (texts.empty()) texts.emplace_back(kListenAddress);
  for (const std::string& text : texts) {
    const auto address = parse_listen_address(text);
    if (!address) return command_line::usage_error("--listen: " + address.error());
    if (!is_loopback_host(address->host) && !settings.no_control &&
        settings.control_token.empty()) {
      return command_line::usage_error(
          "--listen: " + address->host +
          " is no loopback address, and the control side under /mock/ would be open "
          "to everyone who reaches it; add --control-token or --no-control");
    }
    if (&text == texts.data()) {
      listen.host = address->host;
      listen.port = address->port;
    } else {
      listen.also.push_back(*address);
    }
  }
  return {};
}

}  // namespace

Expected<Options, Error> options_from(const ServeSettings& settings) {
  Options options;
  if (settings.log_format != "text" && settings.log_format != "json") {
    return command_line::usage_error("--log-format: expected text or json");
  }
  if (!is_log_level(settings.log_level)) {
    return command_line::usage_error(
        "--log-level: expected trace, debug, info, warn, error or off");
  }
  if (auto addresses = read_addresses(settings, options.listen); !addresses) {
    return Unexpected<Error>(addresses.error());
  }
  options.listen.workers = settings.workers;
  options.listen.body_bytes_max = settings.max_body_bytes;
  options.listen.buffered_bytes_max =
      std::max<std::size_t>(settings.max_received_bytes, settings.max_body_bytes * 2);
  options.listen.unread_bytes_max = settings.max_unread_bytes;
  options.listen.connections_max = settings.max_connections;
  options.accounts_made_max = settings.max_accounts;
  options.orders_placed_max = settings.max_orders;

  auto tls = tls_options(settings);
  if (!tls) return Unexpected<Error>(tls.error());
  options.tls = std::move(*tls);

  if (settings.no_default_accounts) options.accounts.clear();
  if (!settings.accounts_file.empty()) {
    auto accounts = load_accounts(settings.accounts_file);
    if (!accounts) return Unexpected<Error>(accounts.error());
    for (AccountSeed& account : *accounts) options.accounts.push_back(std::move(account));
  }
  if (settings.auto_accounts) options.secret_for_unknown_keys.emplace(*settings.auto_accounts);
  if (options.accounts.empty() && !options.secret_for_unknown_keys) {
    return command_line::usage_error(
        "--no-default-accounts: no account is left that could sign; add --accounts or "
        "--auto-accounts");
  }

  auto rules = fail_rules(settings.fail_first, settings.fail_rate, settings.fail_phase);
  if (!rules) return Unexpected<Error>(rules.error());
  options.rules = std::move(*rules);
  if (auto added = add_scenario(settings, options); !added) {
    return Unexpected<Error>(added.error());
  }
  if (!settings.latency_ms.empty()) {
    auto latency = parse_latency(settings.latency_ms);
    if (!latency) return command_line::usage_error("--latency-ms: " + latency.error());
    options.latency = *latency;
  }
  options.magic_order_ids = !settings.no_magic_order_ids;
  options.faithful = settings.faithful;
  const auto reject_status = RejectStatus::parse(settings.reject_status);
  if (!reject_status) return command_line::usage_error("--reject-status: " + reject_status.error());
  options.reject_status = *reject_status;
  for (const std::string& text : settings.rate_limits) {
    const auto limit = parse_rate_limit(text);
    if (!limit) return command_line::usage_error("--rate-limit: " + limit.error());
    options.rate_limits.push_back(*limit);
  }
  if (settings.recv_window_ms > 0) {
    options.recv_window_ms = static_cast<std::int64_t>(settings.recv_window_ms);
  }
  const auto feed = feed_options(settings);
  if (!feed) return Unexpected<Error>(feed.error());
  options.feed = *feed;
  const auto depth = depth_of(settings.diagnosis);
  if (!depth) return Unexpected<Error>(depth.error());
  options.diagnosis_depth = *depth;
  const auto hosts = hosts_of(options.listen);
  const auto far = std::ranges::find_if_not(hosts, is_loopback_host);
  if (settings.reveal && far != hosts.end()) {
    return command_line::usage_error(
        "--reveal: " + *far +
        " is no loopback address, and whoever reaches it could have any text "
        "signed; expected --listen 127.0.0.1:…");
  }
  options.reveal = settings.reveal;
  options.journal.entries_max = settings.journal_entries;
  options.journal.bytes_max = settings.journal_bytes;
  options.control = !settings.no_control;
  options.control_token = signing::Secret(settings.control_token);
  if (!settings.journal_file.empty()) {
    auto file = JournalFile::open(settings.journal_file, settings.journal_file_bytes);
    if (!file) {
      return failure(ExitCode::environment, "--journal-file: " + file.error());
    }
    options.journal_file = std::move(*file);
  }
  return options;
}

}  // namespace everstrike::mock_server
