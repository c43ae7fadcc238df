#include "conformance/program/journal_command.hpp"

#include <optional>
#include <string>

#include "command_line/secret_file.hpp"
#include "conformance/program/suite_options.hpp"
#include "conformance/recording/recordings.hpp"
#include "conformance/run/subject_name.hpp"
#include "conformance/session/session_judge.hpp"

namespace everstrike::conformance {

using command_line::Error;

Suite session_suite() {
  Suite suite{.all = {}, .words = {.nothing_judged = "nothing was judged"}};
  for (const SessionRuleInfo& rule : session_rule_infos()) {
    suite.all.push_back({.id = std::string(rule.id), .level = rule.level});
  }
  return suite;
}

void add_journal_command(command_line::Command& app, JournalSettings& settings) {
  auto journal = app.subcommand("journal", "Judge a session afterwards, by its journal");
  journal
      .option("FILE", settings.files,
              "Journals: NDJSON as --journal-file writes it, or HAR; several are one session")
      .required();
  journal
      .option("--secret-file", settings.secret_file,
              "The account's secret, for a HAR that says nothing of signatures")
      .value_name("FILE");
  add_session_options(journal, settings.run, settings.name);
  journal.footer(
      "Several journals are merged by their times. A number that doesn't grow is a new run of the\n"
      "mock. \"-\" is standard input.");
}

Ended run_journal_command(const JournalSettings& settings) {
  const auto inputs = read_run_inputs(settings.run, KnownBy::rule);
  if (!inputs) return Unexpected<Error>(inputs.error());
  std::optional<signing::Secret> secret;
  if (!settings.secret_file.empty()) {
    auto read = command_line::read_secret_file(settings.secret_file);
    if (!read) return Unexpected<Error>(read.error());
    secret = std::move(*read);
  }
  return reported_run(*inputs, session_suite(), [&](Reporter&) -> Expected<RunResult, Error> {
    SessionJudge judge;
    if (auto judged = judge_recordings(settings.files, secret, judge); !judged) {
      return Unexpected<Error>(judged.error());
    }
    RunResult run = judge.finish("journal");
    run.strict = settings.run.strict;
    run.subject_command = settings.files;
    run.subject_name = settings.name.empty()
                           ? subject_name({settings.files.front()}, NamedBy::last_word)
                           : settings.name;
    if (settings.name.empty() && settings.files.size() > 1) {
      run.subject_name += " and " + std::to_string(settings.files.size() - 1) + " more";
    }
    return run;
  });
}

}  // namespace everstrike::conformance
