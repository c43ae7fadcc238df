#include "mock_server/program/serve.hpp"

#include <malloc.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <iostream>
#include <thread>

#include "command_line/one_line.hpp"
#include "files/write_file.hpp"
#include "mock_server/faults/rule.hpp"
#include "mock_server/program/descriptor_limit.hpp"
#include "mock_server/program/occasions.hpp"
#include "mock_server/program/port_file.hpp"
#include "mock_server/program/request_log.hpp"
#include "mock_server/program/start_text.hpp"
#include "mock_server/server.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::ExitCode;

constexpr std::chrono::milliseconds kTellingMax{200};

bool is_pipe(const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 && S_ISFIFO(found.st_mode);
}

Expected<void, command_line::Error> write_files(const ServeSettings& settings,
                                                const std::string& ca_pem, int port) {
  const auto write = [](const char* option, const std::string& path,
                        const std::string& text) -> Expected<void, command_line::Error> {
    if (path.empty()) return {};
    return files::write_file(path, text).map_error([&](const std::string& error) {
      return command_line::Error{ExitCode::environment, std::string(option) + ": " + error};
    });
  };
  return write("--tls-ca-file", settings.tls_ca_file, ca_pem).and_then([&] {
    return write("--port-file", settings.port_file, std::to_string(port) + "\n");
  });
}

// Whoever is told that the mock is ready may let it wait: a pipe that nobody reads, a port file
// that is one. So telling is a thread's work, and the end waits for it only as long as it takes
// where nobody does.
class Announcement {
 public:
  Announcement(const ServeSettings& settings, const Server& server, const Options& options)
      : thread_([&] {
          // Before the text, so that whoever has read the text finds the files.
          result_ = write_files(settings, server.ca_pem(), server.port());
          if (result_) {
            std::cout << start_text(server.base_urls(), options, settings.tls_ca_file)
                      << std::flush;
          }
          done_.set_value();
          Occasions::tell();
        }) {}
  ~Announcement() {
    if (thread_.joinable()) thread_.join();
  }
  Announcement(const Announcement&) = delete;
  Announcement& operator=(const Announcement&) = delete;

  // is_done waits until it is, but not longer than this.
  [[nodiscard]] bool is_done(std::chrono::milliseconds patience) const {
    return is_done_.wait_for(patience) == std::future_status::ready;
  }
  // result is there when it is done.
  [[nodiscard]] const Expected<void, command_line::Error>& result() const { return result_; }

 private:
  Expected<void, command_line::Error> result_;
  std::promise<void> done_;
  std::future<void> is_done_ = done_.get_future();
  std::thread thread_;
};

// Big blocks (bodies, lists) are given back to the system as soon as they are free. By default the
// C library raises the size from which it does so to the largest it has seen, up to 32 MiB, and
// keeps what is below. And it has a heap for each thread, where what one thread makes and another
// frees stays: two of them are enough for the workers and the errands.
void give_memory_back() {
  constexpr int kBigBytes = 256 * 1024;
  ::mallopt(M_ARENA_MAX, 2);
  ::mallopt(M_MMAP_THRESHOLD, kBigBytes);
  ::mallopt(M_TRIM_THRESHOLD, 4 * kBigBytes);
}

}  // namespace

Expected<Options, command_line::Error> prepare(const ServeSettings& settings) {
  give_memory_back();
  signal(SIGXFSZ, SIG_IGN);  // a journal or log that may not grow is a write that fails
  remove_stale_port_file(settings.port_file);
  // A wrong word for the level is refused with the other options.
  (void)set_up_log(settings.log_level,
                   settings.log_format == "json" ? LogFormat::json : LogFormat::text);
  auto options = options_from(settings);
  if (!options) return options;
  for (const Rule& rule : options->rules) {
    if (const auto doubt = doubtful_pattern(rule)) {
      log_warning(settings.scenario_file + ": " + *doubt);
    }
  }
  for (const std::string& sentence : options_without_effect(settings)) log_warning(sentence);
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
  if (!is_pipe(settings.tls_ca_file) && !is_pipe(settings.port_file)) {
    return write_files(settings, server.ca_pem(), server.port());
  }
  std::thread([settings, ca_pem = server.ca_pem(), port = server.port()] {
    if (const auto written = write_files(settings, ca_pem, port); !written) {
      log_warning(written.error().message);
    }
  }).detach();
  return {};
}

Expected<ExitCode, command_line::Error> serve(const ServeSettings& settings) {
  signal(SIGPIPE, SIG_IGN);
  const auto options = prepare(settings);
  if (!options) return Unexpected<command_line::Error>(options.error());
  Occasions occasions;
  raise_descriptor_limit();
  Server server(*options);
  if (const auto started = server.start(); !started) {
    return Unexpected<command_line::Error>(start_error(started.error()));
  }
  Announcement announcement(settings, server, *options);
  while (true) {
    const Occasion occasion = occasions.wait(settings.exit_with_stdin);
    if (occasion == Occasion::end) break;
    if (occasion == Occasion::hangup && options->journal_file) options->journal_file->reopen();
    if (occasion == Occasion::told && !announcement.result()) {
      return Unexpected<command_line::Error>(announcement.result().error());
    }
  }
  occasions.end_at_once();
  const bool all_done = server.drain(std::chrono::milliseconds(settings.drain_ms));
  // Files that are written after this would stay.
  const bool is_told = announcement.is_done(kTellingMax);
  remove_port_file(settings.port_file, server.port());
  if (settings.tls_dir.empty() && settings.tls_cert.empty()) {
    remove_ca_file(settings.tls_ca_file, server.ca_pem());
  }
  log_end();
  log_event(all_done ? "drained" : "stopped with answers unfinished after --drain-ms");
  // A thread that is stuck in a write can't be ended otherwise.
  if (!is_told) ::_exit(command_line::to_int(ExitCode::done));
  return ExitCode::done;
}

}  // namespace everstrike::mock_server
