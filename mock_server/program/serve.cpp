#include "mock_server/program/serve.hpp"

#include <signal.h>
#include <unistd.h>

#include <iostream>

#include "command_line/one_line.hpp"
#include "files/write_file.hpp"
#include "mock_server/program/descriptor_limit.hpp"
#include "mock_server/program/failure.hpp"
#include "mock_server/program/request_log.hpp"
#include "mock_server/program/start_text.hpp"
#include "mock_server/server.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::ExitCode;

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

void end_at_once(int) { ::_exit(command_line::to_int(ExitCode::interrupted)); }

}  // namespace

Expected<Options, command_line::Error> prepare(const ServeSettings& settings) {
  if (settings.log_format != "text" && settings.log_format != "json") {
    return failure(ExitCode::usage,
                   "--log-format: \"" + settings.log_format + "\": expected text or json");
  }
  if (!set_up_log(settings.log_level,
                  settings.log_format == "json" ? LogFormat::json : LogFormat::text)) {
    return failure(ExitCode::usage, "--log-level: \"" + settings.log_level +
                                        "\": expected trace, debug, info, warn, error or off");
  }
  auto options = options_from(settings);
  if (!options) return options;
  options->on_entry = log_entry;
  if (options->journal_file) options->journal_file->on_first_error(log_event);
  return options;
}

command_line::Error start_error(const ListenError& failure) {
  const ListenErrorCode code = failure.code;
  const bool is_tls = code == ListenErrorCode::bad_tls || code == ListenErrorCode::failed_tls;
  const bool is_usage = code == ListenErrorCode::bad_address || code == ListenErrorCode::bad_tls;
  return {is_usage ? ExitCode::usage : ExitCode::environment,
          (is_tls ? "" : "--listen: ") + failure.message};
}

Expected<void, command_line::Error> write_ready_files(const ServeSettings& settings,
                                                      const Server& server) {
  const auto write = [](const char* option, const std::string& path,
                        const std::string& text) -> Expected<void, command_line::Error> {
    if (path.empty()) return {};
    return files::write_file(path, text).map_error([&](const std::string& error) {
      return command_line::Error{ExitCode::environment, std::string(option) + ": " + error};
    });
  };
  return write("--tls-ca-file", settings.tls_ca_file, server.ca_pem()).and_then([&] {
    return write("--port-file", settings.port_file, std::to_string(server.port()) + "\n");
  });
}

ExitCode serve(const ServeSettings& settings) {
  // Before any thread is started, so that all of them leave the signals to this one.
  const sigset_t ending = ending_signals();
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  signal(SIGPIPE, SIG_IGN);

  const auto options = prepare(settings);
  if (!options) return fail(options.error());
  raise_descriptor_limit();
  Server server(*options);
  if (const auto started = server.start(); !started) return fail(start_error(started.error()));
  // Before the text, so that whoever has read the text finds the files.
  if (const auto written = write_ready_files(settings, server); !written) {
    return fail(written.error());
  }
  std::cout << start_text(server.base_url(), *options, settings.tls_ca_file) << std::flush;

  int received = 0;
  sigwait(&ending, &received);
  signal(SIGTERM, end_at_once);
  signal(SIGINT, end_at_once);
  pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);
  const bool all_done = server.drain(std::chrono::milliseconds(settings.drain_ms));
  log_end();
  log_event(all_done ? "drained" : "stopped with answers unfinished after --drain-ms");
  return ExitCode::done;
}

}  // namespace everstrike::mock_server
