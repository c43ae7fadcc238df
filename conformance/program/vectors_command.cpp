#include "conformance/program/vectors_command.hpp"

#include <csignal>

#include "command_line/shell_words.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/program/interruption.hpp"
#include "conformance/report/report_option.hpp"
#include "conformance/run/ending.hpp"
#include "conformance/vectors/vectors_run.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;

Ask ask_of(const std::string& text) {
  if (text == "encode") return Ask::encode;
  return text == "verify" ? Ask::verify : Ask::sign;
}

Cases names_of(const std::vector<Question>& questions) {
  std::vector<CaseName> names;
  for (const auto& one : questions) names.push_back({one.id, Level::must});
  return cases_named(names);
}

std::string replay_of(const VectorsSettings& settings) {
  std::vector<std::string> words;
  if (settings.ask != "sign") words.insert(words.end(), {"--ask", settings.ask});
  if (settings.ask == "encode") words.insert(words.end(), {"--dialect", settings.dialect});
  if (settings.jsonl) words.emplace_back("--jsonl");
  words.emplace_back("--");
  words.insert(words.end(), settings.command.begin(), settings.command.end());
  return command_line::shell_line(words);
}

std::string name_of(const VectorsSettings& settings) {
  if (!settings.name.empty()) return settings.name;
  // "python3 sign.py" is about sign.py.
  for (auto word = settings.command.rbegin(); word != settings.command.rend(); ++word) {
    if (!word->empty() && word->front() != '-') return word->substr(word->rfind('/') + 1);
  }
  return settings.command.front();
}

}  // namespace

void add_vectors_command(command_line::Command& app, VectorsSettings& settings) {
  auto command = app.subcommand("vectors", "Put the published vectors to a program that signs");
  add_selection_options(command, settings.selection);
  command
      .option("--ask", settings.ask,
              "What the program does: sign; with --jsonl also encode or verify")
      .value_name("sign|encode|verify")
      .one_of({"sign", "encode", "verify"})
      .show_default();
  command.option("--dialect", settings.dialect, "Whose encoding --ask encode asks for")
      .value_name("js|python")
      .one_of({"js", "python"})
      .show_default();
  command.flag("--jsonl", settings.jsonl,
               "One process for all: a JSON object a line in, one a line out");
  command.option("--jobs", settings.jobs, "How many processes run at the same time")
      .value_name("N")
      .in_range(1, 256)
      .show_default();
  command
      .option("--timeout-ms", settings.timeout_ms,
              "How long a process may take; with --jsonl, for every 500 lines")
      .value_name("N")
      .in_range(100, 3'600'000)
      .show_default();
  add_known_failing_option(command, settings.known_failing_file, "Vectors");
  command.option("--name", settings.name, "What reports call the program").value_name("TEXT");
  add_report_option(command, settings.reports);
  command.footer(
      "The program stands after \"--\": CMD…. Once for each vector it is given the body on its\n"
      "standard input and the secret in EVERSTRIKE_SECRET_KEY, and prints the signature. Without\n"
      "CASE it is given those of the group sign: all kinds of secrets and lengths.\n"
      "With --jsonl it is run once and given {\"tcId\":…,\"secret_hex\":…,\"body_hex\":…} a line; "
      "it\n"
      "answers {\"tcId\":…,\"signature\":…}.");
}

Ended run_vectors_command(const VectorsSettings& settings) {
  if (settings.command.empty())
    return command_line::usage_error("vectors: expected a program after \"--\"");
  if (!settings.jsonl && settings.ask != "sign") {
    return command_line::usage_error("--ask " + settings.ask + ": expected --jsonl as well");
  }
  const auto questions = questions_of(ask_of(settings.ask), settings.dialect);
  const auto all = names_of(questions);
  auto selection = settings.selection;
  // Process by process the other groups would only cost time: to a program that is given bytes
  // they are more of the same.
  if (!settings.jsonl && selection.patterns.empty()) selection.patterns = {"sign"};
  const auto chosen = select_from(questions, all, selection);
  if (!chosen) return Unexpected<Error>(chosen.error());
  const auto inputs = read_run_inputs(settings.known_failing_file, settings.reports);
  if (!inputs) return Unexpected<Error>(inputs.error());
  return reported_run(*inputs, [&](Reporter& reporter) -> Expected<RunResult, Error> {
    // A program that ends before it has read everything is a finding, not our end.
    ::signal(SIGPIPE, SIG_IGN);
    VectorsRunSettings run_with;
    run_with.command = settings.command;
    run_with.ask = ask_of(settings.ask);
    run_with.by_lines = settings.jsonl;
    run_with.jobs = settings.jobs;
    run_with.patience = std::chrono::milliseconds(settings.timeout_ms);
    run_with.subject_name = name_of(settings);
    run_with.replay = replay_of(settings);
    run_with.interrupt_fd = interruption_fd();
    run_with.on_case = [&](const CaseResult& result) {
      reporter.case_done(result, chosen->size());
    };
    auto run = run_vectors(*chosen, run_with);
    apply_known_failing(inputs->known_failing, all, run);
    conclude_run(run);
    return run;
  });
}

}  // namespace everstrike::conformance
