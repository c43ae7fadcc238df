#include "mock_server/program/with_trust_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string_view>
#include <system_error>

#include "command_line/process_start.hpp"
#include "command_line/usage_error.hpp"
#include "mock_server/program/descriptor_limit.hpp"
#include "mock_server/program/failure.hpp"
#include "mock_server/program/port_file.hpp"
#include "mock_server/program/request_log.hpp"
#include "mock_server/program/serve.hpp"
#include "mock_server/program/with_trust/keeper.hpp"
#include "mock_server/program/with_trust/private_network.hpp"
#include "mock_server/program/with_trust/trust_environment.hpp"
#include "mock_server/server.hpp"
#include "mock_server/tls/host_name.hpp"
#include "mock_server/tls/server_tls.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::Error;
using command_line::ExitCode;

constexpr std::uint16_t kHttpsPort = 443;

enum class Way { private_network, environment };

// `line` is said once all is known to be right: before an error it would be noise.
struct ChosenWay {
  Way way;
  std::string line;
};

void say(const std::string& line) {
  std::cerr << "everstrike-mock with-trust: " << line << std::endl;
}

std::string names_among(const std::vector<std::string>& hosts) {
  std::string names;
  for (const std::string& host : hosts) {
    if (host == "localhost" || is_ip_address(host)) continue;
    names.append(names.empty() ? "" : ", ").append(host);
  }
  return names;
}

// What the command has to be given, once the way is clear and before anything is started.
Expected<void, Error> check(const WithTrustSettings& settings) {
  if (auto way = check_way(settings.way); !way) return way;
  if (!settings.serve.tls_cert.empty()) {
    return command_line::usage_error(
        "--tls-cert: with-trust makes the certificate that the command is to trust");
  }
  if (settings.print_env) {
    if (!settings.command.empty()) {
      return command_line::usage_error(
          "--print-env runs nothing; leave out the command, or --print-env");
    }
    if (settings.serve.tls_dir.empty() || settings.serve.listen.empty()) {
      return command_line::usage_error(
          "--print-env: name the folder and the address of the mock that you run by \"serve "
          "--tls\": "
          "--tls-dir DIR --listen 127.0.0.1:PORT");
    }
  } else if (settings.command.empty()) {
    return command_line::usage_error(
        "with-trust: expected a command to run behind --, after the options: everstrike-mock "
        "with-trust [options] -- CMD…");
  }
  return {};
}

// The variables for a mock that the user runs, and the files that they name, in its --tls-dir.
Expected<void, Error> print_environment(const WithTrustSettings& settings) {
  const auto options = options_from(settings.serve);
  if (!options) return Unexpected<Error>(options.error());
  if (options->listen.port == 0) {
    return command_line::usage_error("--listen: expected the port that the mock listens on, not 0");
  }
  const auto tls = make_server_tls(*options->tls, std::time(nullptr));
  if (!tls) return failure(ExitCode::environment, tls.error().message);
  std::string folder = settings.serve.tls_dir;
  if (const std::unique_ptr<char, decltype(&std::free)> full(::realpath(folder.c_str(), nullptr),
                                                             std::free);
      full) {
    folder = full.get();
  }
  const auto files = write_trust_files(folder, tls->ca_pem);
  if (!files) return failure(ExitCode::environment, "--tls-dir: " + files.error());
  std::cout << as_exports(trusting(*files, options->listen.port))
            << as_exports(redirecting(*files, tls->hosts, options->listen.port)) << std::flush;
  return {};
}

Expected<ChosenWay, Error> choose_way(const std::string& wanted,
                                      const std::vector<std::string>& hosts) {
  const std::string by_environment = "way env: preloaded shim, proxy and environment variables, ";
  if (wanted == "env") return ChosenWay{Way::environment, by_environment + "as asked for"};
  const auto possible = try_private_network(hosts);
  if (!possible && wanted == "namespace") {
    return failure(ExitCode::environment, "--way namespace: the system gives " + possible.error() +
                                              "; --way env needs none");
  }
  if (!possible) {
    return ChosenWay{Way::environment,
                     by_environment + "since the system gives " + possible.error()};
  }
  return ChosenWay{Way::private_network,
                   "way namespace: private network, hosts file and certificate store"};
}

// With a fresh choice of port for each way, unless the user has made one.
Expected<void, Error> choose_port(WithTrustSettings& settings, Way way) {
  if (settings.serve.listen.empty()) {
    settings.serve.listen = {way == Way::private_network ? "127.0.0.1:443" : "127.0.0.1:0"};
    return {};
  }
  const auto address = parse_listen_address(settings.serve.listen.front());
  if (!address) return command_line::usage_error("--listen: " + address.error());
  if (way == Way::private_network && address->port != kHttpsPort) {
    return command_line::usage_error(
        "--listen: in its private network the mock has to listen on port 443; leave --listen out, "
        "or "
        "take --way env");
  }
  return {};
}

// The environment without what is the mock's own: a control token is no business of the command's.
std::vector<std::string> own_environment(const std::vector<std::string>& left_out) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (std::ranges::find(left_out, text.substr(0, text.find('='))) == left_out.end()) {
      variables.emplace_back(text);
    }
  }
  return variables;
}

// Everything from the chosen way to the command's end.
Expected<CommandEnd, Error> run(WithTrustSettings& settings) {
  const auto hosts = hosts_to_stand_for(settings.serve.tls_hosts);
  if (!hosts) return command_line::usage_error("--tls-host: " + hosts.error());
  const auto chosen = choose_way(settings.way, *hosts);
  if (!chosen) return Unexpected<Error>(chosen.error());
  const bool is_private = chosen->way == Way::private_network;
  if (auto port = choose_port(settings, chosen->way); !port) return Unexpected<Error>(port.error());
  if (is_private) {
    if (const auto entered = enter_private_network(*hosts); !entered) {
      return failure(ExitCode::environment, "with-trust: the system gives " + entered.error());
    }
  }
  command_line::forbid_core_dumps();  // not before: see there
  auto keeper = Keeper::start();
  if (!keeper) return failure(ExitCode::environment, "with-trust: " + keeper.error());

  auto options = prepare(settings.serve);
  if (!options) return Unexpected<Error>(options.error());
  raise_descriptor_limit();
  Server server(*options);
  if (is_private) {
    if (const auto replaced = replace_system_trust(server.ca_pem()); !replaced) {
      return failure(ExitCode::environment, "with-trust: the system gives " + replaced.error());
    }
  }
  if (const auto started = server.start(); !started) {
    return Unexpected<Error>(start_error(started.error()));
  }
  if (auto told = write_ready_files(settings.serve, server); !told) {
    return Unexpected<Error>(told.error());
  }

  const auto folder = make_temporary_folder();
  if (!folder) return failure(ExitCode::environment, "with-trust: " + folder.error());
  const auto files = write_trust_files(*folder, server.ca_pem());
  if (!files) {
    remove_trust_folder(*folder);
    return failure(ExitCode::environment, "with-trust: " + files.error());
  }
  auto environment =
      merged(own_environment(settings.own_variables), trusting(*files, server.port()));
  environment =
      merged(std::move(environment),
             is_private ? without_proxies() : redirecting(*files, server.hosts(), server.port()));
  say(chosen->line);
  say(names_among(server.hosts()) + " are the mock; only this machine can be reached" +
      (is_private ? "" : ", as far as the command uses the C library or a proxy"));
  if (!keeper->run(settings.command, environment, *folder)) {
    remove_trust_folder(*folder);
    return failure(ExitCode::environment, "with-trust: the process that runs the command is gone");
  }
  const CommandEnd end = keeper->wait();
  server.drain(std::chrono::milliseconds(settings.serve.drain_ms));
  remove_port_file(settings.serve.port_file, server.port());
  log_end();
  if (end.start_error != 0) {
    return failure(ExitCode::subject_never_started,
                   "with-trust: cannot run " + settings.command.front() + ": " +
                       std::generic_category().message(end.start_error));
  }
  return end;
}

}  // namespace

Expected<void, Error> check_way(const std::string& way) {
  if (way == "auto" || way == "namespace" || way == "env") return {};
  return command_line::usage_error("--way: \"" + way + "\": expected auto, namespace or env");
}

Expected<ExitCode, Error> with_trust(WithTrustSettings settings) {
  settings.serve.tls = true;
  if (const auto checked = check(settings); !checked) {
    return Unexpected<Error>(checked.error());
  }
  if (settings.print_env) {
    const auto printed = print_environment(settings);
    if (!printed) return Unexpected<Error>(printed.error());
    return ExitCode::done;
  }
  const auto end = run(settings);
  if (!end) return Unexpected<Error>(end.error());
  end_like(*end);
}

}  // namespace everstrike::mock_server
