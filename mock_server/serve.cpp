#include "mock_server/serve.hpp"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>

#include "mock_server/request_log.hpp"
#include "mock_server/server.hpp"
#include "mock_server/start_text.hpp"
#include "mock_server/wire/descriptor_limit.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::ExitCode;

ExitCode fail(ExitCode code, const std::string& line) {
  std::cerr << "everstrike-mock: " << line << std::endl;
  return code;
}

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

// A reader must never see half a file, so it appears by rename.
bool write_file(const std::string& path, const std::string& text) {
  const std::string unfinished = path + ".new";
  {
    std::ofstream file(unfinished, std::ios::trunc);
    file << text;
    if (!file.flush()) return false;
  }
  return std::rename(unfinished.c_str(), path.c_str()) == 0;
}

void end_at_once(int) { ::_exit(command_line::to_int(ExitCode::interrupted)); }

}  // namespace

ExitCode serve(const ServeSettings& settings) {
  // Before any thread is started, so that all of them leave the signals to this one.
  const sigset_t ending = ending_signals();
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  signal(SIGPIPE, SIG_IGN);

  if (settings.log_format != "text" && settings.log_format != "json") {
    return fail(ExitCode::usage,
                "--log-format: \"" + settings.log_format + "\": expected text or json");
  }
  if (!set_up_log(settings.log_level,
                  settings.log_format == "json" ? LogFormat::json : LogFormat::text)) {
    return fail(ExitCode::usage, "--log-level: \"" + settings.log_level +
                                     "\": expected trace, debug, info, warn, error or off");
  }
  auto options = options_from(settings);
  if (!options) return fail(options.error().exit_code, options.error().message);
  options->on_entry = log_entry;
  if (options->journal_file) options->journal_file->on_first_error(log_event);

  raise_descriptor_limit();
  Server server(*options);
  if (const auto started = server.start(); !started) {
    const ListenErrorCode code = started.error().code;
    const bool is_tls = code == ListenErrorCode::bad_tls || code == ListenErrorCode::failed_tls;
    const bool is_usage = code == ListenErrorCode::bad_address || code == ListenErrorCode::bad_tls;
    return fail(is_usage ? ExitCode::usage : ExitCode::environment,
                (is_tls ? "" : "--listen: ") + started.error().message);
  }
  if (!settings.tls_ca_file.empty() && !write_file(settings.tls_ca_file, server.ca_pem())) {
    return fail(ExitCode::environment, "--tls-ca-file: can't write " + settings.tls_ca_file);
  }
  std::cout << start_text(server.base_url(), *options, settings.tls_ca_file) << std::flush;
  if (!settings.port_file.empty() &&
      !write_file(settings.port_file, std::to_string(server.port()) + "\n")) {
    return fail(ExitCode::environment, "--port-file: can't write " + settings.port_file);
  }

  int received = 0;
  sigwait(&ending, &received);
  signal(SIGTERM, end_at_once);
  signal(SIGINT, end_at_once);
  pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);
  const bool all_done = server.drain(std::chrono::milliseconds(settings.drain_ms));
  log_event(all_done ? "drained" : "stopped with answers unfinished after --drain-ms");
  return ExitCode::done;
}

}  // namespace everstrike::mock_server
