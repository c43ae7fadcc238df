#include "conformance/program/watch_command.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <mutex>
#include <optional>
#include <system_error>

#include "command_line/usage_error.hpp"
#include "conformance/client/judge/run_trust.hpp"
#include "conformance/process/subject.hpp"
#include "conformance/process/temporary_file.hpp"
#include "conformance/program/entries_in_order.hpp"
#include "conformance/program/journal_command.hpp"
#include "conformance/program/suite_options.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/run/subject_name.hpp"
#include "conformance/session/session_judge.hpp"
#include "files/write_file.hpp"
#include "mock_server/program/descriptor_limit.hpp"
#include "mock_server/program/occasions.hpp"
#include "mock_server/program/port_file.hpp"
#include "mock_server/program/request_log.hpp"
#include "mock_server/program/serve.hpp"
#include "mock_server/program/serve_options.hpp"
#include "mock_server/program/start_text.hpp"
#include "mock_server/program/with_trust/keeper.hpp"
#include "mock_server/server.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;
using mock_server::CommandEnd;
using mock_server::Keeper;
using mock_server::Occasion;
using mock_server::Occasions;

// What the command is given to work with.
struct Account {
  std::string api_key;
  std::string secret;
  std::string order_id;  // an open one; empty: there is none
};

// The first account that has a key and an open order; later ones with the same key replace it.
std::optional<Account> account_of(const mock_server::Options& options) {
  std::optional<Account> without_order;
  for (const auto& seed : options.accounts) {
    if (seed.api_key.empty() || mock_server::is_taken_over(seed, options.accounts)) continue;
    const Account account{seed.api_key, std::string(seed.secret.reveal()), {}};
    for (const mock_server::Order& order : seed.orders) {
      if (order.status != mock_server::OrderStatus::active) continue;
      return Account{account.api_key, account.secret, order.id};
    }
    if (!without_order) without_order = account;
  }
  if (!without_order && options.secret_for_unknown_keys) {
    return Account{"watch-key", std::string(options.secret_for_unknown_keys->reveal()),
                   mock_server::default_orders().front().id};
  }
  return without_order;
}

// A session at a mock, from its start to its judgement.
class Watch {
 public:
  explicit Watch(WatchSettings& settings)
      : settings_(settings),
        judge_([this](const Finding& finding) { tell(finding); }),
        entries_([this](mock_server::Entry entry) { judge_.add({.entry = std::move(entry)}); }) {}

  Expected<RunResult, Error> run() {
    // Before there is any thread.
    if (has_command()) {
      auto keeper = Keeper::start();
      if (!keeper) return environment_error(keeper.error());
      keeper_.emplace(std::move(*keeper));
    } else {
      ::signal(SIGPIPE, SIG_IGN);
      occasions_.emplace();
    }
    if (settings_.serve.listen.empty() && has_command()) settings_.serve.listen = {"127.0.0.1:0"};
    auto options = mock_server::prepare(settings_.serve);
    if (!options) return Unexpected<Error>(options.error());
    const auto seed = options->seed;
    options->on_entry = [this](const mock_server::Entry& entry) {
      mock_server::log_entry(entry);
      entries_.note(entry);
    };
    mock_server::raise_descriptor_limit();
    mock_server::Server server(*options);
    if (const auto started = server.start(); !started) {
      return Unexpected<Error>(mock_server::start_error(started.error()));
    }
    if (auto written = mock_server::write_ready_files(settings_.serve, server); !written) {
      return Unexpected<Error>(written.error());
    }
    auto served = has_command() ? run_command(server, *options) : serve(server, *options);
    server.drain(std::chrono::milliseconds(settings_.serve.drain_ms));
    mock_server::remove_port_file(settings_.serve.port_file, server.port());
    if (settings_.serve.tls_dir.empty() && settings_.serve.tls_cert.empty()) {
      mock_server::remove_ca_file(settings_.serve.tls_ca_file, server.ca_pem());
    }
    mock_server::log_end();
    if (!served) return Unexpected<Error>(served.error());
    entries_.finish();
    RunResult result = judge_.finish("watch");
    show_findings();
    result.seed = seed;
    result.strict = settings_.run.strict;
    result.subject_command = settings_.command;
    result.subject_name = settings_.name.empty() ? name() : settings_.name;
    return result;
  }

  // end says how the command ended, if there was one.
  [[nodiscard]] const std::optional<CommandEnd>& end() const { return end_; }

 private:
  [[nodiscard]] bool has_command() const { return !settings_.command.empty(); }
  [[nodiscard]] std::string name() const {
    return has_command() ? subject_name(settings_.command, NamedBy::last_file) : "session";
  }

  static Unexpected<Error> environment_error(const std::string& what) {
    return Unexpected<Error>(Error{ExitCode::environment, "watch: " + what});
  }

  Expected<void, Error> run_command(const mock_server::Server& server,
                                    const mock_server::Options& options) {
    auto environment = environment_for(server, options);
    if (!environment) return Unexpected<Error>(environment.error());
    std::cerr << "everstrike-conformance watch: the mock is " << server.base_url()
              << "; the session is judged when the command ends" << std::endl;
    if (!keeper_->run(settings_.command, *environment, "")) {
      return environment_error("the process that runs the command is gone");
    }
    end_ = keeper_->wait();
    if (end_->start_error == 0) return {};
    return Unexpected<Error>(Error{ExitCode::subject_never_started,
                                   "watch: cannot run " + settings_.command.front() + ": " +
                                       std::generic_category().message(end_->start_error)});
  }

  Expected<std::vector<std::string>, Error> environment_for(const mock_server::Server& server,
                                                            const mock_server::Options& options) {
    std::vector<EnvironmentChange> changes;
    for (const std::string& name : settings_.own_variables)
      changes.emplace_back(name, std::nullopt);
    const auto put = [&](const char* variable, const std::string& value) {
      changes.emplace_back(variable, value);
    };
    const bool is_tls_only = options.tls && options.tls->only;
    const std::string mock =
        is_tls_only ? server.base_url() : mock_server::plain_url(server.base_url());
    put("EVERSTRIKE_BASE_URL", server.base_url());
    put("EVERSTRIKE_MOCKS", mock);
    if (options.control) put("EVERSTRIKE_MOCK_URL", mock);
    if (const auto account = account_of(options)) {
      put("EVERSTRIKE_API_KEY", account->api_key);
      put("EVERSTRIKE_SECRET_KEY", account->secret);
      if (!account->order_id.empty()) put("EVERSTRIKE_ORDER_ID", account->order_id);
    }
    if (options.tls) {
      auto file = TemporaryFile::make("everstrike-ca-", ".pem");
      if (!file) return environment_error(file.error());
      ca_file_.emplace(std::move(*file));
      const auto written = files::write_into(ca_file_->path(), server.ca_pem());
      if (!written) return environment_error(written.error());
      for (auto& change : trust_changes(ca_file_->path())) changes.push_back(std::move(change));
    }
    return client_environment(changes);
  }

  // Until a signal comes, or standard input ends where that was asked for.
  Expected<void, Error> serve(const mock_server::Server& server,
                              const mock_server::Options& options) {
    std::cout << mock_server::start_text(server.base_urls(), options, settings_.serve.tls_ca_file)
              << std::flush;
    while (true) {
      const Occasion occasion = occasions_->wait(settings_.serve.exit_with_stdin);
      if (occasion == Occasion::end) break;
      if (occasion == Occasion::hangup && options.journal_file) options.journal_file->reopen();
      if (occasion == Occasion::told) show_findings();
    }
    occasions_->end_at_once();
    return {};
  }

  // Called by the threads that answer, one at a time; writing is the main thread's.
  void tell(const Finding& finding) {
    if (has_command()) return;
    const std::lock_guard lock(mutex_);
    unshown_ += "finding: " + shown(finding_line(finding), LineEnds::escape) + "\n";
    Occasions::tell();
  }

  void show_findings() {
    std::string text;
    {
      const std::lock_guard lock(mutex_);
      text.swap(unshown_);
    }
    std::cout << text << std::flush;
  }

  WatchSettings& settings_;
  std::mutex mutex_;
  std::string unshown_;
  SessionJudge judge_;
  EntriesInOrder entries_;
  std::optional<TemporaryFile> ca_file_;
  std::optional<Keeper> keeper_;
  std::optional<Occasions> occasions_;
  std::optional<CommandEnd> end_;
};

}  // namespace

void add_watch_command(command_line::Command& app, WatchSettings& settings) {
  settings.serve.log_level = "warn";
  auto watch =
      app.subcommand("watch", "Run a mock for a session (a bot, a test suite) and judge it");
  mock_server::add_serve_options(watch, settings.serve);
  watch.flag("--exit-with-stdin", settings.serve.exit_with_stdin,
             "Without a command: end when standard input ends too");
  add_session_options(watch, settings.run, settings.name);
  watch.footer(
      "The command stands after \"--\": CMD…. It is given EVERSTRIKE_BASE_URL, "
      "EVERSTRIKE_API_KEY,\n"
      "EVERSTRIKE_SECRET_KEY, EVERSTRIKE_ORDER_ID (an open order), EVERSTRIKE_MOCKS and\n"
      "EVERSTRIKE_MOCK_URL (the mock). If it does not end with 0, its exit code is ours. Without "
      "a\n"
      "command the mock runs until it is stopped, and findings are printed as they come.");
}

Ended run_watch_command(WatchSettings settings) {
  if (settings.serve.exit_with_stdin && !settings.command.empty()) {
    return command_line::usage_error("--exit-with-stdin: a command's standard input is its own");
  }
  const auto inputs = read_run_inputs(settings.run, KnownBy::rule);
  if (!inputs) return Unexpected<Error>(inputs.error());
  std::optional<CommandEnd> end;
  auto ended = reported_run(*inputs, session_suite(), [&](Reporter&) -> Expected<RunResult, Error> {
    Watch watch(settings);
    auto run = watch.run();
    end = watch.end();
    return run;
  });
  if (!ended || !end || end->wait_status == 0) return ended;
  std::cout << std::flush;
  const bool has_code = WIFEXITED(end->wait_status);
  std::cerr << "everstrike-conformance watch: exit code " << command_line::to_int(*ended)
            << " is the session's; the command's own is "
            << (has_code ? std::to_string(WEXITSTATUS(end->wait_status))
                         : "signal " + std::to_string(WTERMSIG(end->wait_status)))
            << ", and this ends with that" << std::endl;
  mock_server::end_like(*end);
}

}  // namespace everstrike::conformance
